/** Scores and ranks of an index by other weights: the arithmetic of the server's own. */

export interface Element {
  code: string;
  parent?: string | null;
  weight?: number;
}

export interface Matrix {
  elements: readonly Element[];
  /** The share of its parts that a unit must have, by aggregate; all of them by default. */
  available?: Readonly<Record<string, number>>;
  units: readonly string[];
  columns: readonly string[];
  /** A row for each unit, a value or a gap for each column. */
  values: readonly (readonly (number | null)[])[];
  decimals: number;
}

export type Weights = Readonly<Record<string, number>>;

/** By code of an aggregate: a score for each unit, null where it is a gap. */
export type Scores = Map<string, (number | null)[]>;

const SLACK = 1e-9;
const SAME = 1e-12;

/**
 * Weighted mean of what is there; a gap where less than `available` of the parts that count is.
 * A part without weight is no part.
 */
export function mean(
  parts: readonly (number | null)[], weights: readonly number[], available = 1,
): number | null {
  let sum = 0;
  let whole = 0;
  let counted = 0;
  let there = 0;
  parts.forEach((part, at) => {
    const weight = weights[at] ?? 0;
    if (!(weight > 0)) return;
    counted += 1;
    if (part === null) return;
    there += 1;
    sum += weight * part;
    whole += weight;
  });
  return there > 0 && there >= (available - SLACK) * counted ? sum / whole : null;
}

/** Every aggregate of every unit, each after all of its parts. */
export function scores(matrix: Matrix, weights: Weights = {}): Scores {
  const parts = new Map<string, Element[]>();
  for (const element of matrix.elements) {
    if (!element.parent) continue;
    const known = parts.get(element.parent);
    if (known) known.push(element);
    else parts.set(element.parent, [element]);
  }
  const found: Scores = new Map();
  matrix.columns.forEach((code, at) => {
    if (!parts.has(code)) found.set(code, matrix.values.map((row) => row[at] ?? null));
  });
  const made: Scores = new Map();
  const make = (code: string): (number | null)[] => {
    const known = found.get(code);
    if (known) return known;
    const own = parts.get(code) ?? [];
    const columns = own.map((part) => make(part.code));
    const counts = own.map((part) => weights[part.code] ?? part.weight ?? 1);
    const column = matrix.units.map((_, unit) =>
      mean(columns.map((values) => values[unit] ?? null), counts, matrix.available?.[code] ?? 1),
    );
    found.set(code, column);
    made.set(code, column);
    return column;
  };
  for (const code of parts.keys()) make(code);
  return made;
}

/** Ranks, 1 for the highest; equal scores share the smallest. Null where there is no score. */
export function ranks(column: readonly (number | null)[]): (number | null)[] {
  const known = column.filter((score): score is number => score !== null).sort((a, b) => b - a);
  const size = Math.max(0, ...known.map(Math.abs));
  const places = new Map<number, number>();
  known.forEach((score, at) => {
    const before = known[at - 1];
    const tied = before !== undefined && before - score <= SAME * size;
    places.set(score, tied ? (places.get(before) ?? at + 1) : (places.get(score) ?? at + 1));
  });
  return column.map((score) => (score === null ? null : (places.get(score) ?? null)));
}

/** A score as it is printed: rounded half up, once. */
export function published(score: number, decimals: number): string {
  const scaled = score * 10 ** decimals;
  const up = Math.floor(scaled + 0.5 + 1e-11 * Math.max(1, Math.abs(scaled)));
  return (up / 10 ** decimals).toFixed(decimals).replace("-", "−");
}
