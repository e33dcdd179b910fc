/** Review by keyboard: each key does what the page's own button or field does. */

/** Where in the queue a decision was made: the page comes back to there. */
const PLACE = "karaula-review";

const NEXT: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** Whether keys are words that are being written. */
export function writing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select'))
  );
}

export function review(queue: HTMLElement): void {
  let at = 0;
  const items = (): HTMLElement[] => [...queue.querySelectorAll<HTMLElement>("[data-item]")];
  const go = (to: number, focus = true): void => {
    const all = items();
    at = Math.max(0, Math.min(to, all.length - 1));
    all.forEach((item, place) => {
      if (place === at) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    });
    const current = all[at];
    if (!current || !focus) return;
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && writing(event.target)) {
      go(at);
      return;
    }
    if (writing(event.target) || document.querySelector("dialog[open]")) return;
    const step = NEXT[event.key];
    if (step !== undefined) go(at + step);
    else if (event.key === "?") document.querySelector<HTMLDialogElement>("dialog[data-help]")?.showModal();
    else if (!act(items()[at], event.key)) return;
    event.preventDefault();
  });
  queue.addEventListener("focusin", (event) => {
    const item = (event.target as Element).closest<HTMLElement>("[data-item]");
    if (item) go(items().indexOf(item), false);
  });
  queue.addEventListener("submit", () => sessionStorage.setItem(PLACE, String(at)));
  const before = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  go(Number(before ?? 0), before !== null);
}

/** Press the button or go to the field of a key; whether there was one. */
function act(item: HTMLElement | undefined, key: string): boolean {
  if (!/^[a-z0-9]$/.test(key)) return false;
  const named = `[data-key="${key}"]`;
  const found = item?.querySelector<HTMLElement>(named) ?? document.querySelector<HTMLElement>(`:not([data-item] *)${named}`);
  if (!found) return false;
  const folded = found.closest("details");
  if (folded && !(found instanceof HTMLDetailsElement)) folded.open = true;
  if (found.matches("input:not([type=submit], [type=button]), select, textarea")) found.focus();
  else found.click();
  return true;
}
