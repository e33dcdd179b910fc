/** Sliders for weights: scores and ranks in the table follow at once. */
import { names, remember } from "../address";
import { dataOf } from "../data";
import { word } from "../words";
import { type Matrix, published, ranks, scores } from "./arithmetic";

interface Data extends Matrix {
  /** The score that the rows are in the order of. */
  order?: string;
}

export async function weights(form: HTMLElement): Promise<void> {
  if (!(form instanceof HTMLFormElement)) return;
  const data = await dataOf<Data>(form);
  const table = document.querySelector<HTMLTableElement>(form.dataset["table"] ?? "none");
  const body = table?.tBodies[0];
  if (!data || !body) return;
  const sliders = [...form.querySelectorAll<HTMLInputElement>("input[data-element]")];
  const said = form.querySelector<HTMLElement>("[data-said]");
  const usual = scores(data);
  form.querySelector<HTMLElement>("[data-apply]")?.setAttribute("hidden", "");

  const follow = (): void => {
    const chosen = Object.fromEntries(
      sliders.map((slider) => [slider.dataset["element"] ?? "", slider.valueAsNumber]),
    );
    const now = scores(data, chosen);
    let moved = 0;
    for (const [code, column] of now) {
      const places = ranks(column);
      const before = ranks(usual.get(code) ?? []);
      if (code === data.order) moved = places.filter((place, at) => place !== before[at]).length;
      data.units.forEach((unit, at) => {
        const row = body.querySelector(`[data-unit="${CSS.escape(unit)}"]`);
        const score = column[at] ?? null;
        const place = places[at] ?? null;
        write(row, `[data-score="${CSS.escape(code)}"]`, score === null ? null : published(score, data.decimals), score);
        write(row, `[data-rank="${CSS.escape(code)}"]`, place === null ? null : String(place), place);
      });
    }
    for (const slider of sliders) {
      const output = form.querySelector<HTMLOutputElement>(`output[for="${CSS.escape(slider.id)}"]`);
      if (output) output.value = slider.value;
    }
    const order = data.order === undefined ? undefined : now.get(data.order);
    if (order) {
      const at = new Map(data.units.map((unit, place) => [unit, order[place] ?? Number.NEGATIVE_INFINITY]));
      const rows = [...body.rows];
      rows.sort((one, other) => (at.get(other.dataset["unit"] ?? "") ?? 0) - (at.get(one.dataset["unit"] ?? "") ?? 0));
      body.append(...rows);
    }
    const other = sliders.some((slider) => slider.valueAsNumber !== Number(slider.dataset["usual"]));
    table.classList.toggle("supposed", other);
    if (said) said.textContent = other ? word("weights_changed", moved, data.units.length) : word("weights_usual");
  };

  form.addEventListener("input", follow);
  form.addEventListener("change", () => remember(form));
  form.addEventListener("reset", (event) => {
    // The page may have come with other weights: usual ones are what the server calls so.
    event.preventDefault();
    for (const slider of sliders) slider.value = slider.dataset["usual"] ?? slider.defaultValue;
    follow();
    remember(form);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const owned = names(form);
  if ([...new URL(location.href).searchParams.keys()].some((name) => owned.has(name))) follow();
}

function write(row: Element | null, selector: string, text: string | null, value: number | null): void {
  const cell = row?.querySelector<HTMLElement>(selector);
  if (!cell) return;
  cell.textContent = text ?? word("no_score");
  cell.dataset["value"] = value === null ? "" : String(value);
}
