/** Elements made in one expression. Text goes in as text: no island makes markup of data. */

type Content = string | Node;

const SVG = "http://www.w3.org/2000/svg";

export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, attributes: Readonly<Record<string, string>> = {}, ...content: Content[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag, attributes: Readonly<Record<string, string | number>> = {}, ...content: Content[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...content);
  return made;
}

/** An address as the server gave it, if it leads to a page: never a script. */
export function safe(href: string | undefined): string | undefined {
  if (!href) return undefined;
  try {
    return /^(https?|file):$/.test(new URL(href, document.baseURI).protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
