/** Filters: a change writes the address, and takes what depends on it anew from the server. */
import htmx from "htmx.org";
import { remember } from "./address";

export function filters(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>("[data-apply]")?.setAttribute("hidden", "");
  const target = form.dataset["filters"];
  const follow = (): void => {
    const then = remember(form);
    form.dispatchEvent(new CustomEvent("karaula:filtered", { bubbles: true }));
    if (target && document.querySelector(target))
      void htmx.ajax("get", then, { target, select: target, swap: "outerHTML" });
  };
  form.addEventListener("change", follow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    follow();
  });
}
