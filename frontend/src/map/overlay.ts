/**
 * What lies over the ground: names, circles and ways, as links in an SVG that moves with the map.
 * Being links, they can be reached by keyboard, have cards, and take their colours from style rules.
 */
import { safe, svg } from "../dom";
import { word } from "../words";
import { apart, type Box, lines } from "./labels";
import { control, head, line, opacityOf, type Point, taper, widthOf } from "./curve";
import type { Area, Circle, Data, Lonlat, Place, Way } from "./data";
import { within } from "./years";

type Project = (at: Lonlat) => Point;
type Move = (project: Project) => void;
/** Rooms that a name would take, the best first. */
type Rooms = (project: Project) => Box[];

/** More lines than these say nothing more. All are in the table beside. */
const MOST_WAYS = 60;
const LARGEST = 26;
const LINE = 13;

export class Overlay {
  readonly drawing = svg("svg", { class: "over" });
  readonly links = new Map<string, SVGElement>();
  private readonly ways = svg("g", { class: "ways" });
  private readonly named: { element: SVGElement; rooms: Rooms }[] = [];
  private readonly moves: Move[] = [];
  private readonly chosen: ((first: number, last: number) => void)[] = [];
  private readonly broadest: number;

  /** `middles` are the middles of areas, those of the largest first: names of these stay before others. */
  constructor(data: Data, middles: ReadonlyMap<string, Lonlat>) {
    const circles = svg("g", { class: "circles" });
    const names = svg("g", { class: "names" });
    this.drawing.append(this.ways, circles, names);
    const largest = Math.max(0, ...(data.circles ?? []).map((circle) => circle.amount));
    for (const circle of [...(data.circles ?? [])].sort((one, other) => other.amount - one.amount))
      this.circle(circles, circle, largest);
    const order = [...middles.keys()];
    for (const area of [...(data.areas ?? [])].sort((one, other) => order.indexOf(one.code) - order.indexOf(other.code))) {
      const at = area.at ?? middles.get(area.code);
      if (at) this.area(names, area, at);
    }
    for (const place of data.places ?? []) this.place(names, place);
    const ways = [...(data.ways ?? [])];
    ways.sort((one, other) => (other.amount ?? 0) - (one.amount ?? 0) || other.support - one.support);
    const most = Math.max(1, ...ways.map((way) => way.support));
    this.broadest = Math.max(0, ...ways.map((way) => way.amount ?? 0));
    for (const way of ways.slice(0, MOST_WAYS)) this.way(way, most, data.weight ?? "cases");
  }

  /** Show what was seen in some years alone. What only documents tell of has no years, and stays. */
  years(first: number, last: number): void {
    for (const choose of this.chosen) choose(first, last);
  }

  /** Put everything where it belongs now. */
  move(project: Project): void {
    for (const move of this.moves) move(project);
    apart(this.named.map(({ rooms }) => rooms(project))).forEach((taken, at) => {
      this.named[at]?.element.classList.toggle("hidden", taken < 0);
      this.named[at]?.element.classList.toggle("short", taken === 1);
    });
  }

  private area(into: SVGElement, area: Area, at: Lonlat): void {
    const name = lines(area.name);
    const rows = [...name, ...(area.text ? [area.text] : [])];
    const parts = rows.map((text, row) =>
      svg("text", { class: row < name.length ? "name" : "value", "text-anchor": "middle", y: LINE * (row + 0.8 - rows.length / 2) }, text),
    );
    // Of a name without room nothing is seen; who hears the map hears it all the same.
    const said = [area.name, area.value === null ? word("map_no_data") : (area.text ?? "")];
    const link = linkOf(area, said.filter(Boolean).join(" "), ...parts.flatMap((part) => [part, " "]));
    into.append(link);
    this.links.set(area.code, link);
    const wide = Math.max(...rows.map((row) => row.length)) * 6;
    const high = LINE * rows.length;
    this.named.push({
      element: link,
      rooms: (project) => {
        const { x, y } = project(at);
        link.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
        const whole = { x: x - wide / 2, y: y - high / 2, width: wide, height: high };
        // The number alone stays where the last row is.
        return area.text ? [whole, { x: x - 14, y: y + high / 2 - LINE, width: 28, height: LINE }] : [whole];
      },
    });
  }

  private circle(into: SVGElement, circle: Circle, largest: number): void {
    const r = LARGEST * Math.sqrt(Math.max(0, circle.amount) / (largest || 1));
    const drawn = svg("circle", { r: Math.max(2, r).toFixed(1) });
    const link = linkOf(circle, [circle.name, circle.text].filter(Boolean).join(" "), drawn);
    into.append(link);
    this.moves.push((project) => {
      const { x, y } = project(circle.at);
      link.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
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
      rooms: (project) => {
        const { x, y } = project(place.at);
        mark.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
        const left = anchor === "end" ? x + dx - wide : anchor === "start" ? x + dx : x - wide / 2;
        return [{ x: left, y: y + dy - 10, width: wide, height: 12 }];
      },
    });
  }

  private way(way: Way, most: number, weight: "kg" | "cases"): void {
    const cases = way.seen === "cases";
    let amount = way.amount;
    const body = svg("path", { class: "body", opacity: opacityOf(way.support, most).toFixed(2) });
    const hit = svg("path", { class: "hit" });
    const tip = cases ? null : svg("path", { class: "tip" });
    const told = [
      way.name, way.text ?? "",
      word(cases ? "seen_cases" : "seen_documents"),
    ];
    const link = linkOf(way, told.filter(Boolean).join(", "), hit, body, ...(tip ? [tip] : []));
    link.classList.add(way.seen);
    link.append(svg("title", {}, told.filter(Boolean).join(", ")));
    this.ways.append(link);
    if (cases && way.years)
      this.chosen.push((first, last) => {
        const held = within(way.years ?? [], first, last);
        amount = held[weight] || null;
        link.classList.toggle("out", !held.cases);
        body.setAttribute("opacity", opacityOf(held.cases, most).toFixed(2));
        const said = [way.name, ...(held.cases ? [word("way_amount", held.cases, Math.round(held.kg))] : []), word("seen_cases")].join(", ");
        link.setAttribute("aria-label", said);
        link.querySelector("title")?.replaceChildren(said);
      });
    this.moves.push((project) => {
      const [from, to] = [project(way.from), project(way.to)];
      hit.setAttribute("d", line(from, to));
      body.setAttribute("d", cases ? taper(from, to, widthOf(amount, this.broadest)) : line(from, to));
      tip?.setAttribute("d", head(control(from, to), to, 9));
    });
  }
}

/** A link, or only what would be in it. */
function linkOf(shown: { href?: string; card?: string }, label: string, ...parts: (SVGElement | string)[]): SVGElement {
  const href = safe(shown.href);
  const named = { "aria-label": label };
  if (!href) return svg("g", { role: "img", ...named }, ...parts);
  const link = svg("a", { href, draggable: "false", ...named }, ...parts);
  if (shown.card) link.setAttribute("data-card", shown.card);
  return link;
}
