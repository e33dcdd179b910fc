/** What was seen on a way in some years. */

export function within(
  years: readonly (readonly [year: number, cases: number, kg: number])[], first: number, last: number,
): { cases: number; kg: number } {
  let [cases, kg] = [0, 0];
  for (const [year, count, weight] of years) {
    if (year < first || year > last) continue;
    cases += count;
    kg += weight;
  }
  return { cases, kg };
}

/** The event that tells a map that years were chosen on the page. */
export const CHOSEN = "karaula:years";

export interface Chosen {
  first: number;
  last: number;
}
