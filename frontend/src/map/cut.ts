/** Routes as a filter leaves them. */
import type { Asked } from "../address";
import type { Cut } from "./data";

/** What is known of a way; kilograms are null where no row has any. */
export interface Amount {
  kg: number | null;
  support: number;
}

/**
 * Sums by way, of rows that a filter keeps. A column of the filter's name keeps its value; `from`
 * and `to` keep years between them, both counted. Names that the cut does not have keep all.
 */
export function amounts(cut: Cut, asked: Asked): Map<number, Amount> {
  const at = new Map(cut.columns.map((name, place) => [name, place]));
  const cell = (row: Cut["rows"][number], name: string): string | number | null => row[at.get(name) ?? -1] ?? null;
  const fixed = [...asked].filter(([name]) => at.has(name) && name !== "way" && name !== "kg" && name !== "support");
  const from = Number(asked.get("from") ?? Number.NEGATIVE_INFINITY);
  const to = Number(asked.get("to") ?? Number.POSITIVE_INFINITY);
  const found = new Map<number, Amount>();
  for (const row of cut.rows) {
    if (fixed.some(([name, value]) => String(cell(row, name) ?? "") !== value)) continue;
    const year = cell(row, "year");
    // Without a year, a row is in no span of years.
    if ((asked.has("from") || asked.has("to")) && (year === null || Number(year) < from || Number(year) > to)) continue;
    const way = Number(cell(row, "way"));
    const kg = cell(row, "kg");
    const sum = found.get(way) ?? { kg: null, support: 0 };
    if (kg !== null) sum.kg = (sum.kg ?? 0) + Number(kg);
    sum.support += Number(cell(row, "support") ?? 1);
    found.set(way, sum);
  }
  return found;
}
