/** Reading: the list of claims follows the text. */

export function reader(article: HTMLElement): void {
  const list = document.querySelector<HTMLElement>(article.dataset["reader"] ?? "none");
  if (!list) return;
  const items = new Map<string, HTMLElement>();
  for (const item of list.querySelectorAll<HTMLElement>("[data-claim]"))
    items.set(item.dataset["claim"] ?? "", item);
  const visible = new Set<string>();
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        const claim = (target as HTMLElement).dataset["claim"] ?? "";
        if (isIntersecting) visible.add(claim);
        else visible.delete(claim);
      }
      let first: HTMLElement | undefined;
      for (const [claim, item] of items) {
        item.classList.toggle("in-view", visible.has(claim));
        if (!first && visible.has(claim)) first = item;
      }
      // Only the list moves, never the page; and not under the pointer or the focus.
      if (first && !list.matches(":hover, :focus-within")) list.scrollTo({ top: first.offsetTop - list.offsetTop });
    },
    { rootMargin: "-10% 0px -35% 0px" },
  );
  for (const mark of article.querySelectorAll("[data-claim]")) watch.observe(mark);
}
