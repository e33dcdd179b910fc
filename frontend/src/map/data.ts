/** What the server says is on a map; every part may be missing. */

export type Lonlat = readonly [number, number];

interface Shown {
  name: string;
  href?: string;
  card?: string;
}

export interface Area extends Shown {
  code: string;
  at?: Lonlat;
  value?: number | null;
  text?: string;
}

export interface Circle extends Shown {
  at: Lonlat;
  amount: number;
  text?: string;
}

export interface Way extends Shown {
  from: Lonlat;
  to: Lonlat;
  /** Whether cases were seen on it, or only documents tell of it. */
  seen: "cases" | "documents";
  /** What its width is the logarithm of, as the drawing's scale says; null where it is not known. */
  amount: number | null;
  /** The amount in words. */
  text?: string;
  /** Cases or documents behind it. */
  support: number;
  /** Years in which cases were seen on it: the year, how many, and their kilograms. */
  years?: readonly (readonly [year: number, cases: number, kg: number])[];
}

export interface Place {
  name: string;
  at: Lonlat;
  side?: "left" | "right" | "above" | "below";
}

export interface Data {
  label?: string;
  bounds?: readonly [number, number, number, number];
  meaning?: string;
  edges?: readonly number[];
  areas?: readonly Area[];
  circles?: readonly Circle[];
  ways?: readonly Way[];
  /** What the amount of a way is. */
  weight?: "kg" | "cases";
  places?: readonly Place[];
}
