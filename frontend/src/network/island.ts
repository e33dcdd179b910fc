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
    line.append(svg("title", {}, `${source.name} – ${target.name}${link.kind ? `: ${link.kind}` : ""}`));
    return { line, source, target };
  });
  const dots = nodes.map((node) => ({ node, dot: dotOf(node) }));
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
  const legend = svg("g", { class: "legend" });
  kinds.forEach((kind, at) => {
    if (!kind) return;
    const y = HEIGHT - 12 - 18 * (kinds.length - 1 - at);
    legend.append(
      svg("line", { class: `tie kind-${at % 8}`, x1: 8, x2: 32, y1: y - 4, y2: y - 4, "stroke-width": 2.5 }),
      svg("text", { x: 38, y }, kind),
    );
  });
  drawing.append(legend);
  const stage = figure.querySelector("[data-stage]");
  if (stage) stage.replaceChildren(drawing);
  else figure.prepend(drawing);
}

function dotOf(node: Placed): SVGElement {
  const label = svg("text", { x: node.x, y: node.y - node.r - 4, "text-anchor": "middle" }, node.name);
  const circle = svg("circle", { cx: node.x, cy: node.y, r: node.r.toFixed(1) });
  const href = safe(node.href);
  if (!href) return svg("g", { class: "node" }, circle, label);
  const dot = svg("a", { class: "node", href, "aria-label": node.name }, circle, label);
  if (node.card) dot.setAttribute("data-card", node.card);
  return dot;
}
