/** Places of a network's nodes: forces at work until they rest, always the same for the same data. */
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";

export interface Node {
  id: string;
  name: string;
  kind?: string;
  size?: number;
  href?: string;
  card?: string;
}

export interface Link {
  source: string;
  target: string;
  kind?: string;
  weight?: number;
  dashed?: boolean;
  /** What there is to say of it. */
  text?: string;
}

export interface Placed extends Node, SimulationNodeDatum {
  x: number;
  y: number;
  r: number;
}

const STEPS = 300;
const MARGIN = 28;

/** Radius: the area says the size. */
export function radius(size: number | undefined, largest: number): number {
  return 5 + 11 * Math.sqrt(Math.max(0, size ?? 0) / (largest || 1));
}

/** Nodes with their places in a frame. Links to nodes that are not there are left out. */
export function place(
  nodes: readonly Node[], links: readonly Link[], width: number, height: number,
): { nodes: Placed[]; links: { source: Placed; target: Placed; link: Link }[] } {
  const largest = Math.max(0, ...nodes.map((node) => node.size ?? 0));
  const placed: Placed[] = nodes.map((node, at) => {
    // On a spiral, so that the start is the same every time and no two are in one place.
    const turn = at * 2.399963;
    const far = 12 * Math.sqrt(at + 0.5);
    return { ...node, r: radius(node.size, largest), x: far * Math.cos(turn), y: far * Math.sin(turn) };
  });
  const byId = new Map(placed.map((node) => [node.id, node]));
  const joined = links.flatMap((link) => {
    const source = byId.get(link.source);
    const target = byId.get(link.target);
    return source && target && source !== target ? [{ source, target, link }] : [];
  });
  const flat = height / width;
  forceSimulation(placed)
    .force("apart", forceManyBody<Placed>().strength(-260))
    .force("links", forceLink<Placed, { source: Placed; target: Placed }>(joined.map(({ source, target }) => ({ source, target }))).distance(70).strength(0.4))
    .force("room", forceCollide<Placed>((node) => node.r + 10))
    .force("x", forceX<Placed>().strength(0.06 * flat))
    .force("y", forceY<Placed>().strength(0.06 / flat))
    .stop()
    .tick(STEPS);
  fit(placed, width, height);
  return { nodes: placed, links: joined };
}

/** Move and scale places into a frame, with a margin for names. */
export function fit(nodes: { x: number; y: number }[], width: number, height: number): void {
  if (!nodes.length) return;
  const xs = nodes.map((node) => node.x);
  const ys = nodes.map((node) => node.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((width - 4 * MARGIN) / (right - left || 1), (height - 2 * MARGIN) / (bottom - top || 1), 2);
  for (const node of nodes) {
    node.x = width / 2 + (node.x - (left + right) / 2) * scale;
    node.y = height / 2 + (node.y - (top + bottom) / 2) * scale;
  }
}
