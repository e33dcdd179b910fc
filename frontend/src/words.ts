/** What islands say, in the language of the page where it gives words of its own. */

const ENGLISH = {
  card: "Evidence",
  card_failed: "The card cannot be fetched. The link leads to the same words.",
  sort: "Sort by {0}",
  weights_changed: "{0} of {1} change their rank.",
  weights_usual: "Weights as usual.",
  no_score: "no score",
  map: "Map",
  map_no_data: "no data",
  map_out: "Zoom out",
  map_in: "Zoom in",
  seen_cases: "seen in cases",
  seen_documents: "said in documents only",
  network: "Network",
  node: "{0}, tied to {1}",
  node_alone: "{0}, without a tie",
  way_amount: "{0} cases, {1} kg",
} as const;

export type Word = keyof typeof ENGLISH;

let own: Partial<Record<Word, string>> | undefined;

/** A text with {0}, {1} … put in. */
export function word(key: Word, ...values: (string | number)[]): string {
  own ??= JSON.parse(document.querySelector("script[data-words]")?.textContent ?? "{}") as typeof own;
  const text = own?.[key] ?? ENGLISH[key];
  return text.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)] ?? ""));
}
