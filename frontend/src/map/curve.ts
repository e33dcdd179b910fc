/** Curves of a flow map, in pixels: broad where a way begins, narrow where it ends. */

export interface Point {
  x: number;
  y: number;
}

const BEND = 0.16;
const TIP = 0.12;
const THINNEST = 1.6;
const BROADEST = 9;

/** Width of a way by the logarithm of its amount, the broadest for the most; the thinnest where that is not known. */
export function widthOf(amount: number | null, most: number): number {
  if (amount === null || !(amount > 0) || !(most > 0)) return THINNEST;
  return THINNEST + (BROADEST - THINNEST) * Math.min(1, Math.log1p(amount) / Math.log1p(most));
}

/** Opacity of a way by how much supports it, against the best supported one. */
export function opacityOf(support: number, most: number): number {
  if (!(support > 0) || !(most > 0)) return 0.35;
  return 0.35 + 0.55 * Math.min(1, Math.log1p(support) / Math.log1p(most));
}

/** The point that a curve is drawn towards: to the left of its way, so that two ways apart lie apart. */
export function control(from: Point, to: Point, bend = BEND): Point {
  return {
    x: (from.x + to.x) / 2 + (to.y - from.y) * bend,
    y: (from.y + to.y) / 2 - (to.x - from.x) * bend,
  };
}

/** The middle line, as the path of an SVG. */
export function line(from: Point, to: Point): string {
  const by = control(from, to);
  return `M${said(from)}Q${said(by)} ${said(to)}`;
}

/** The point half of the way. */
export function middle(from: Point, to: Point): Point {
  const by = control(from, to);
  return { x: (from.x + 2 * by.x + to.x) / 4, y: (from.y + 2 * by.y + to.y) / 4 };
}

/** The outline of a tapered curve, `width` across where it begins; empty where it goes nowhere. */
export function taper(from: Point, to: Point, width: number): string {
  const by = control(from, to);
  const out = across(from, by);
  const over = across(from, to);
  const into = across(by, to);
  if (!out || !over || !into) return "";
  const wide = width / 2;
  const tip = Math.max(0.5, wide * TIP);
  const half = (wide + tip) / 2;
  return (
    `M${said(off(from, out, wide))}Q${said(off(by, over, half))} ${said(off(to, into, tip))}` +
    `L${said(off(to, into, -tip))}Q${said(off(by, over, -half))} ${said(off(from, out, -wide))}Z`
  );
}

/** The head of an arrow that comes from a point. */
export function head(by: Point, to: Point, size: number): string {
  const side = across(by, to);
  if (!side) return "";
  const back = { x: to.x - side.y * size, y: to.y + side.x * size };
  return `M${said(to)}L${said(off(back, side, size * 0.45))}L${said(off(back, side, -size * 0.45))}Z`;
}

/** A step of length 1 at right angles to a way. */
function across(from: Point, to: Point): Point | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length > 0 ? { x: -(to.y - from.y) / length, y: (to.x - from.x) / length } : null;
}

function off(from: Point, step: Point, far: number): Point {
  return { x: from.x + step.x * far, y: from.y + step.y * far };
}

function said(point: Point): string {
  return `${point.x.toFixed(1)},${point.y.toFixed(1)}`;
}
