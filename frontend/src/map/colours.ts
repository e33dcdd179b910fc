/** Colours of a map, from the tokens of the hub's style sheet, in the theme of the moment. */

export interface Ground {
  land: string;
  sea: string;
  border: string;
  gap: string;
  hatch: string;
}

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export function ground(): Ground {
  return { land: token("land"), sea: token("sea"), border: token("border"), gap: token("gap"), hatch: token("hatch") };
}

/** Colours of a scale from low to high, as many as the style sheet has. */
export function scale(meaning: string): string[] {
  const found: string[] = [];
  for (let at = 1; ; at += 1) {
    const colour = token(`${meaning}-${at}`);
    if (!colour) return found;
    found.push(colour);
  }
}

/** The class of a value: how many of the inner edges it has reached. */
export function level(value: number, edges: readonly number[]): number {
  return edges.slice(1, -1).filter((edge) => value >= edge).length;
}
