/** Filters: a change writes the address, and takes what depends on it anew from the server. */
import htmx from "htmx.org";
import { remember } from "./address";
import { html } from "./dom";
import { CHOSEN, type Chosen } from "./map/years";

export function filters(form: HTMLFormElement): void {
  const target = form.dataset["filters"] ?? "";
  if (location.protocol === "file:" || !document.querySelector(target)) return;
  form.querySelector<HTMLElement>("[type=submit]")?.setAttribute("hidden", "");
  years(form);
  const follow = (): void => {
    void htmx.ajax("get", remember(form), { source: form, target, select: target, swap: "outerHTML" });
  };
  form.addEventListener("change", follow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    follow();
  });
}

/** Two thumbs on one line for the fields `from` and `to`, which stay and say the same in figures. */
function years(form: HTMLFormElement): void {
  const fields = ["from", "to"].map((name) => form.querySelector<HTMLInputElement>(`input[type=number][name=${name}]`));
  const [from, to] = fields;
  if (!from || !to || !(Number(from.min) < Number(from.max))) return;
  const [low, high] = [from.min, from.max];
  const [first, last] = [from, to].map((field) => {
    const thumb = html("input", { type: "range", min: low, max: high, "aria-label": field.labels?.[0]?.textContent?.trim() ?? field.name });
    return thumb;
  }) as [HTMLInputElement, HTMLInputElement];
  const read = (): void => {
    first.value = from.value || low;
    last.value = to.value || high;
  };
  const write = (moved: HTMLInputElement): void => {
    // A thumb takes the other along: the span is never turned around.
    if (first.valueAsNumber > last.valueAsNumber) (moved === first ? last : first).value = moved.value;
    from.value = first.value === low ? "" : first.value;
    to.value = last.value === high ? "" : last.value;
    // A map on the page shows it while the thumb moves; the rest comes from the server when it rests.
    const detail: Chosen = { first: first.valueAsNumber, last: last.valueAsNumber };
    document.dispatchEvent(new CustomEvent(CHOSEN, { detail }));
  };
  for (const thumb of [first, last]) thumb.addEventListener("input", () => write(thumb));
  for (const field of [from, to]) field.addEventListener("change", read);
  read();
  from.closest("label")?.before(html("span", { class: "years" }, html("span", {}, low), html("span", { class: "thumbs" }, first, last), html("span", {}, high)));
}
