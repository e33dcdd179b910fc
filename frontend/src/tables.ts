/** Tables that are sorted by their heads. Gaps stand last, whichever way. */
import { html } from "./dom";
import { word } from "./words";

export type Key = number | string | null;

/** What a cell is sorted by: a number where it is one, null where it is a gap. */
export function key(text: string): Key {
  const bare = text.trim();
  if (bare === "" || bare === "–" || bare === "·") return null;
  const plain = Number(bare.replace(/[\s\u00a0\u202f,](?=\d{3}\b)/g, "").replace("−", "-"));
  return Number.isNaN(plain) ? bare : plain;
}

/** Order of two keys; gaps after everything else. */
export function compare(one: Key, other: Key, falling: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  const found =
    typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), undefined, { numeric: true });
  return falling ? -found : found;
}

export function tables(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>("table[data-sort]")) {
    const heads = [...table.querySelectorAll<HTMLTableCellElement>("thead tr:last-child > th")];
    for (const head of heads) {
      if (head.dataset["sort"] === "no" || head.querySelector("button")) continue;
      const text = head.textContent?.trim() ?? "";
      if (!text) continue;
      const button = html("button", { type: "button", class: "sort" });
      button.title = word("sort", text);
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head, heads));
    }
  }
}

function sort(table: HTMLTableElement, head: HTMLTableCellElement, heads: HTMLTableCellElement[]): void {
  const before = head.getAttribute("aria-sort");
  const at = heads.indexOf(head);
  const body = table.querySelector("tbody");
  if (!body) return;
  const rows = [...body.querySelectorAll(":scope > tr")].map((row) => {
    const cell = row.children[at] as HTMLTableCellElement | undefined;
    const gap = cell?.querySelector(".gap") ? "" : cell?.textContent;
    return { row, key: key(cell?.dataset["value"] ?? gap ?? "") };
  });
  // Numbers start with the largest, words with A.
  const numbers = rows.some(({ key }) => typeof key === "number");
  const falling = before ? before === "ascending" : numbers;
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  rows.sort((one, other) => compare(one.key, other.key, falling));
  body.append(...rows.map(({ row }) => row));
}
