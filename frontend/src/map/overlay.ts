/**
 * What lies over the ground: names, circles and ways, as links in an SVG that moves with the map.
 * Being links, they can be reached by keyboard, have cards, and take their colours from style rules.
 */
import { safe, svg } from "../dom";
import { word } from "../words";
import { apart, type Box } from "./labels";
import { control, head, line, middle, opacityOf, type Point, taper, widthOf } from "./curve";
import type { Amount } from "./cut";
import type { Area, Circle, Data, Lonlat, Place, Way } from "./data";

type Project = (at: Lonlat) => Point;
type Move = (project: Project) => Box | null;

const MOST_WAYS = 120;
const LARGEST = 26;

export class Overlay {
  readonly drawing = svg("svg", { class: "over" });
  readonly links = new Map<string, SVGElement>();
  private readonly ways = svg("g", { class: "ways" });
  private readonly named: { element: SVGElement; move: Move }[] = [];
  private readonly still: Move[] = [];
  private moving: Move[] = [];

  constructor(private readonly data: Data, middles: ReadonlyMap<string, Lonlat>) {
    const circles = svg("g", { class: "circles" });
    const names = svg("g", { class: "names" });
    this.drawing.append(this.ways, circles, names);
    const largest = Math.max(0, ...(data.circles ?? []).map((circle) => circle.amount));
    for (const circle of [...(data.circles ?? [])].sort((one, other) => other.amount - one.amount))
      this.circle(circles, circle, largest);
    for (const area of data.areas ?? []) {
      const at = area.at ?? middles.get(area.code);
      if (at) this.area(names, area, at);
    }
    for (const place of data.places ?? []) this.place(names, place);
  }

  /** Ways as a filter leaves them; gives how many are shown. */
  show(left: ReadonlyMap<number, Amount>): number {
    const all = [...left].flatMap(([at, amount]) => {
      const way = this.data.ways?.[at];
      return way ? [{ way, amount }] : [];
    });
    all.sort((one, other) => (other.amount.kg ?? 0) - (one.amount.kg ?? 0) || other.amount.support - one.amount.support);
    const shown = all.slice(0, MOST_WAYS);
    const most = Math.max(1, ...shown.map(({ amount }) => amount.support));
    this.moving = [];
    this.ways.replaceChildren();
    for (const { way, amount } of shown) this.way(way, amount, most);
    return shown.length;
  }

  /** Put everything where it belongs now. */
  move(project: Project): void {
    for (const move of [...this.still, ...this.moving]) move(project);
    const boxes = this.named.map(({ move }) => move(project) ?? { x: -1e6, y: -1e6, width: 0, height: 0 });
    apart(boxes).forEach((free, at) => this.named[at]?.element.classList.toggle("hidden", !free));
  }

  private area(into: SVGElement, area: Area, at: Lonlat): void {
    const name = svg("text", { class: "name", "text-anchor": "middle" }, area.name);
    const parts: SVGElement[] = [name];
    if (area.text) parts.push(svg("text", { class: "value", "text-anchor": "middle", dy: "1.15em" }, area.text));
    const said = [area.name, area.text ?? (area.value === null ? word("map_no_data") : ""), area.range && `(${area.range})`];
    const link = linkOf(area, said.filter(Boolean).join(" "), ...parts);
    into.append(link);
    this.links.set(area.code, link);
    const wide = Math.max(area.name.length, area.text?.length ?? 0) * 6.4;
    this.named.push({
      element: link,
      move: (project) => {
        const { x, y } = project(at);
        link.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
        return { x: x - wide / 2, y: y - 12, width: wide, height: area.text ? 28 : 14 };
      },
    });
  }

  private circle(into: SVGElement, circle: Circle, largest: number): void {
    const r = LARGEST * Math.sqrt(Math.max(0, circle.amount) / (largest || 1));
    const drawn = svg("circle", { r: Math.max(2, r).toFixed(1) });
    const link = linkOf(circle, [circle.name, circle.text].filter(Boolean).join(" "), drawn);
    into.append(link);
    this.still.push((project) => {
      const { x, y } = project(circle.at);
      link.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
      return null;
    });
  }

  private place(into: SVGElement, place: Place): void {
    const side = place.side ?? "right";
    const [dx, dy, anchor] = { left: [-6, 4, "end"], right: [6, 4, "start"], above: [0, -6, "middle"], below: [0, 14, "middle"] }[side] as [number, number, string];
    const mark = svg("g", { class: "place" }, svg("circle", { r: 2.2 }), svg("text", { x: dx, y: dy, "text-anchor": anchor }, place.name));
    into.append(mark);
    const wide = place.name.length * 5.6;
    this.named.push({
      element: mark,
      move: (project) => {
        const { x, y } = project(place.at);
        mark.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
        const left = anchor === "end" ? x + dx - wide : anchor === "start" ? x + dx : x - wide / 2;
        return { x: left, y: y + dy - 10, width: wide, height: 12 };
      },
    });
  }

  private way(way: Way, amount: Amount, most: number): void {
    const cases = way.seen === "cases";
    const body = svg("path", { class: "body", opacity: opacityOf(amount.support, most).toFixed(2) });
    const hit = svg("path", { class: "hit" });
    const tip = cases ? null : svg("path", { class: "tip" });
    const told = [
      way.name, amount.kg === null ? word("no_kilograms") : word("kilograms", Math.round(amount.kg).toLocaleString("en")),
      word(cases ? "seen_cases" : "seen_documents"),
    ];
    const link = linkOf(way, told.join(", "), hit, body, ...(tip ? [tip] : []));
    link.classList.add(way.seen);
    link.append(svg("title", {}, told.join(", ")));
    this.ways.append(link);
    this.moving.push((project) => {
      const [from, to] = [project(way.from), project(way.to)];
      hit.setAttribute("d", line(from, to));
      body.setAttribute("d", cases ? taper(from, to, widthOf(amount.kg)) : line(from, to));
      tip?.setAttribute("d", head(control(from, to), to, 9));
      link.dataset["middle"] = Object.values(middle(from, to)).join(" ");
      return null;
    });
  }
}

function linkOf(shown: { href?: string; card?: string }, label: string, ...parts: SVGElement[]): SVGElement {
  const href = safe(shown.href);
  if (!href) return svg("g", { role: "img", "aria-label": label }, ...parts);
  const link = svg("a", { href, "aria-label": label, draggable: "false" }, ...parts);
  if (shown.card) link.setAttribute("data-card", shown.card);
  return link;
}
