/** Evidence cards: the words behind a figure, beside it, without leaving the page. */
import { html } from "./dom";
import { word } from "./words";

const OPENS = 120;
const CLOSES = 250;
const EDGE = 8;

/** What has a card: a link in text or in a drawing. */
type Owner = HTMLElement | SVGElement;

const kept = new Map<string, Promise<DocumentFragment>>();

const card = html("div", { class: "card-float", id: "card-float", role: "group", popover: "manual" });
let shown: Owner | null = null;
let waiting = 0;
let touched = false;

/** Cards for every figure, those that come later too. Pages from files cannot take pieces of others. */
export function cards(root: Document): void {
  if (location.protocol === "file:") return;
  card.setAttribute("aria-label", word("card"));
  root.body.append(card);
  root.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const at = owner(event.target);
    if (at) later(OPENS, () => void show(at));
    else if (inCard(event.target)) stay();
    else if (shown && !shown.matches(":focus-visible")) later(CLOSES, hide);
  });
  root.addEventListener("focusin", (event) => {
    const at = owner(event.target);
    if (at?.matches(":focus-visible")) void show(at);
    else if (!at && !inCard(event.target)) hide();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) hide();
  });
  root.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!inCard(event.target) && !owner(event.target)) hide();
  });
  // The first tap shows, the second follows.
  root.addEventListener("click", (event) => {
    const at = owner(event.target);
    if (!at || !touched || shown === at) return;
    event.preventDefault();
    void show(at);
  });
  addEventListener("resize", hide);
}

function owner(target: EventTarget | null): Owner | null {
  return target instanceof Element ? target.closest<Owner>("a.figure, [data-card]") : null;
}

function inCard(target: EventTarget | null): boolean {
  return target instanceof Node && card.contains(target);
}

function later(wait: number, then: () => void): void {
  clearTimeout(waiting);
  waiting = window.setTimeout(then, wait);
}

function stay(): void {
  clearTimeout(waiting);
}

/** Show the card of an element, at it or at a place in the window. */
export async function show(at: Owner, place?: DOMRect): Promise<void> {
  stay();
  const address = at.dataset["card"] ?? at.getAttribute("href");
  if (!address || shown === at) return;
  hide();
  shown = at;
  // What the browser would show of itself lies over the card, and says less.
  at.removeAttribute("title");
  const from = new URL(address, document.baseURI).href;
  let content: Node;
  try {
    content = await piece(from);
  } catch {
    kept.delete(from);
    content = html("p", {}, word("card_failed"));
  }
  if (shown !== at) return; // another was asked for meanwhile
  card.replaceChildren(content);
  card.showPopover();
  put(place ?? at.getBoundingClientRect());
  at.setAttribute("aria-describedby", card.id);
}

export function hide(): void {
  stay();
  shown?.removeAttribute("aria-describedby");
  shown = null;
  if (card.matches(":popover-open")) card.hidePopover();
}

/** The card of a page: the part that is marked as such, else all of it. */
async function piece(address: string): Promise<Node> {
  let found = kept.get(address);
  if (!found) {
    found = fetched(address);
    kept.set(address, found);
  }
  return (await found).cloneNode(true);
}

/** The server's own HTML; a script in it would not run, and there is none. */
async function fetched(address: string): Promise<DocumentFragment> {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Links are as seen from that page, and ids are of that page.
  for (const link of page.querySelectorAll("a[href]"))
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", address).href);
  for (const named of page.querySelectorAll("[id]")) named.removeAttribute("id");
  // A card is read, and asks nothing.
  for (const asking of page.querySelectorAll("form, script, [data-island]")) asking.remove();
  // Its title is no heading of this page.
  for (const heading of page.querySelectorAll("h1, h2")) {
    const title = html("p", { class: "card-title" });
    title.append(...heading.childNodes);
    heading.replaceWith(title);
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...(page.querySelector("[data-is-card]") ?? page.body).childNodes);
  return fragment;
}

/** Below its place, above where there is no room, and never beyond an edge. */
function put(place: DOMRect): void {
  const { width, height } = card.getBoundingClientRect();
  const below = place.bottom + height + EDGE <= innerHeight || place.top < height + EDGE;
  const top = below ? Math.min(place.bottom + 4, innerHeight - height - EDGE) : place.top - height - 4;
  const left = Math.min(Math.max(EDGE, place.left), Math.max(EDGE, innerWidth - width - EDGE));
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${Math.max(EDGE, top) + scrollY}px`;
}
