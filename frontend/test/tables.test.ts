import { describe, expect, it } from "vitest";
import { compare, key, tables } from "../src/tables";

describe("what a cell is sorted by", () => {
  it.each([
    ["6.21", 6.21], ["1,024.5", 1024.5], ["311 038", 311038], ["−0.4", -0.4], ["–", null], ["", null],
    ["Serbia", "Serbia"], ["4th–9th", "4th–9th"],
  ])("%s", (text, expected) => {
    expect(key(text)).toBe(expected);
  });
});

describe("order", () => {
  it("puts gaps last, whichever way", () => {
    for (const falling of [true, false])
      expect([null, 2, 10].sort((a, b) => compare(a, b, falling)).at(-1)).toBeNull();
  });

  it("follows a click on a head, and turns with a second", () => {
    document.body.innerHTML = `<table data-sort><thead><tr><th>Area</th><th>kg</th></tr></thead><tbody>
      <tr><td>A</td><td>9</td></tr><tr><td>B</td><td><span class="gap">not told</span></td></tr>
      <tr><td>C</td><td>10</td></tr></tbody></table>`;
    tables(document);
    const [, button] = document.querySelectorAll("button");
    const order = () => [...document.querySelectorAll("tbody tr")].map((row) => row.firstElementChild?.textContent).join("");
    button?.click();
    expect(order()).toBe("CAB");
    button?.click();
    expect(order()).toBe("ACB");
    expect(button?.parentElement?.getAttribute("aria-sort")).toBe("ascending");
  });
});
