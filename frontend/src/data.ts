/** The data of an island. */

/** From the block of JSON within it, else from its `data-src`; null where it has neither. */
export async function dataOf<Data>(island: HTMLElement): Promise<Data | null> {
  const block = island.querySelector<HTMLScriptElement>(':scope > script[type="application/json"]');
  if (block) return JSON.parse(block.textContent ?? "null") as Data;
  const from = island.dataset["src"];
  if (!from) return null;
  const answer = await fetch(from, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${from}: ${answer.status}`);
  return (await answer.json()) as Data;
}
