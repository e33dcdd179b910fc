/** A network drawn over the table of its ties; the table stays below it. */
import { dataOf } from "../data";
import { safe, svg } from "../dom";
import { word } from "../words";
import { type Link, type Node, type Placed, place } from "./layout";

interface Data {
  label?: string;
  nodes: Node[];
  links: Link[];
}

const WIDTH = 880;
const HEIGHT = 520;

export async function network(figure: HTMLElement): Promise<void> {
  const data = await dataOf<Data>(figure);
  if (!data?.nodes.length) return;
  const { nodes, links } = place(data.nodes, data.links, WIDTH, HEIGHT);
  const kinds = [...new Set(links.map(({ link }) => link.kind ?? ""))];
  const heaviest = Math.max(1, ...links.map(({ link }) => link.weight ?? 1));

  const lines = links.map(({ source, target, link }) => {
    const line = svg("line", {
      class: `tie kind-${kinds.indexOf(link.kind ?? "") % 8}`, x1: source.x, y1: source.y, x2: target.x, y2: target.y,
      "stroke-width": (1 + (3 * Math.log1p(link.weight ?? 1)) / Math.log1p(heaviest)).toFixed(1),
    });
    if (link.dashed) line.setAttribute("stroke-dasharray", "5 4");
    const said = [link.text, link.kind].filter(Boolean).join(", ");
    line.append(svg("title", {}, `${source.name} – ${target.name}${said ? `: ${said}` : ""}`));
    return { line, source, target, link };
  });
  const dots = nodes.map((node) => ({ node, dot: dotOf(node, saying(node, lines)) }));
  const near = new Map<Placed, Set<Placed>>(nodes.map((node) => [node, new Set([node])]));
  for (const { source, target } of lines) {
    near.get(source)?.add(target);
    near.get(target)?.add(source);
  }

  const drawing = svg(
    "svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "network", role: "group", "aria-label": data.label ?? word("network") },
    svg("g", {}, ...lines.map(({ line }) => line)), svg("g", {}, ...dots.map(({ dot }) => dot)),
  );
  const around = (node: Placed | null): void => {
    drawing.classList.toggle("chosen", node !== null);
    for (const { dot, node: own } of dots) dot.classList.toggle("near", !!node && !!near.get(node)?.has(own));
    for (const { line, source, target } of lines) line.classList.toggle("near", node === source || node === target);
  };
  for (const { node, dot } of dots) {
    for (const event of ["pointerenter", "focusin"]) dot.addEventListener(event, () => around(node));
    for (const event of ["pointerleave", "focusout"]) dot.addEventListener(event, () => around(null));
  }
  steps(drawing, dots.map(({ dot }) => dot));
  const legend = svg("g", { class: "legend" });
  kinds.forEach((kind, at) => {
    if (!kind) return;
    const y = HEIGHT - 12 - 18 * (kinds.length - 1 - at);
    const sample = svg("line", { class: `tie kind-${at % 8}`, x1: 8, x2: 32, y1: y - 4, y2: y - 4, "stroke-width": 2.5 });
    if (links.some(({ link }) => link.kind === kind && link.dashed)) sample.setAttribute("stroke-dasharray", "5 4");
    legend.append(sample, svg("text", { x: 38, y }, kind));
  });
  drawing.append(legend);
  // In the place of what the server drew: the block around it says the same title, unit and notes.
  const stage = figure.querySelector("[data-drawn]");
  if (stage) stage.replaceChildren(drawing);
  else figure.prepend(drawing);
  figure.removeAttribute("tabindex");
}

/** What is said of a node to who does not see it: its name, and what it is tied to, the strongest first. */
export function saying(node: Node, lines: readonly { source: Node; target: Node; link: Link }[]): string {
  const own = lines.filter(({ source, target }) => source === node || target === node);
  own.sort((one, other) => (other.link.weight ?? 1) - (one.link.weight ?? 1));
  const told = own.map(({ source, target, link }) => `${(source === node ? target : source).name}${link.text ? ` (${link.text})` : ""}`);
  const said = told.slice(0, 8).join("; ") + (told.length > 8 ? "; …" : "");
  return told.length ? word("node", node.name, said) : word("node_alone", node.name);
}

/** One stop for the whole network: arrows go from node to node, Home and End to the first and last. */
function steps(drawing: SVGElement, dots: readonly SVGElement[]): void {
  let here = 0;
  dots.forEach((dot, at) => {
    dot.setAttribute("tabindex", at ? "-1" : "0");
    dot.addEventListener("focus", () => {
      dots[here]?.setAttribute("tabindex", "-1");
      here = at;
      dot.setAttribute("tabindex", "0");
    });
  });
  drawing.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    const by: Record<string, number> = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: dots.length - 1 };
    const to = by[key];
    if (to === undefined || event.defaultPrevented) return;
    event.preventDefault();
    dots[Math.max(0, Math.min(dots.length - 1, to))]?.focus();
  });
}

function dotOf(node: Placed, said: string): SVGElement {
  const label = svg("text", { x: node.x, y: node.y - node.r - 4, "text-anchor": "middle" }, node.name);
  const circle = svg("circle", { cx: node.x, cy: node.y, r: node.r.toFixed(1) });
  const href = safe(node.href);
  if (!href) return svg("g", { class: "node", role: "img", "aria-label": said }, circle, label);
  const dot = svg("a", { class: "node", href, "aria-label": said }, circle, label);
  if (node.card) dot.setAttribute("data-card", node.card);
  return dot;
}
