/** What is asked stands in the address, so that any view can be sent. */

export type Asked = ReadonlyMap<string, string>;

/** What a form asks: fields that are empty, or as usual, say nothing. */
export function asked(form: HTMLFormElement): Map<string, string> {
  const usual = new Map<string, number>();
  for (const field of form.querySelectorAll<HTMLInputElement>("[data-usual]"))
    usual.set(field.name, Number(field.dataset["usual"]));
  const found = new Map<string, string>();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && value !== "" && Number(value) !== usual.get(name)) found.set(name, value);
  return found;
}

/** An address in which the names that a form owns are as it has them, and all else stays. */
export function address(now: string, owned: Iterable<string>, values: Asked): string {
  const url = new URL(now);
  for (const name of owned) url.searchParams.delete(name);
  for (const [name, value] of values) url.searchParams.set(name, value);
  return url.href;
}

/** Names of the fields of a form. */
export function names(form: HTMLFormElement): Set<string> {
  const fields = [...form.elements] as HTMLInputElement[];
  return new Set(fields.map((field) => field.name).filter(Boolean));
}

/** Put what a form asks into the address of the page; gives that address. */
export function remember(form: HTMLFormElement): string {
  const then = address(location.href, names(form), asked(form));
  // Pages from files have no queries to keep.
  if (location.protocol !== "file:") history.replaceState(history.state, "", then);
  return then;
}
