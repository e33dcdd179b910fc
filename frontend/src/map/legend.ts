/** What colours and widths of a map say. */
import { html, svg } from "../dom";
import { word } from "../words";
import type { Data } from "./data";

const CELL = 22;

export function legend(data: Data, colours: readonly string[], gaps: boolean): HTMLElement {
  const made = html("div", { class: "map-legend" });
  if (colours.length && data.edges?.length) {
    const strip = svg("svg", { width: CELL * colours.length + 24, height: 28, "aria-hidden": "true" });
    colours.forEach((colour, at) => strip.append(svg("rect", { x: 12 + at * CELL, y: 0, width: CELL, height: 10, fill: colour })));
    data.edges.forEach((edge, at) => {
      if (at % 2 && data.edges && data.edges.length > 6 && at !== data.edges.length - 1) return;
      strip.append(svg("text", { x: 12 + at * CELL, y: 22, "text-anchor": "middle" }, Number(edge.toFixed(2)).toString()));
    });
    made.append(html("span", {}, data.unit ?? ""), strip);
    if (gaps) made.append(html("span", { class: "gap-key" }, word("map_no_data")));
  }
  if (data.ways?.length) {
    const key = svg(
      "svg", { width: 150, height: 30, "aria-hidden": "true" },
      svg("path", { class: "body", d: "M2,3L34,7L34,9L2,13Z" }), svg("text", { x: 40, y: 12 }, word("seen_cases")),
      svg("path", { class: "dashed", d: "M2,23L34,23" }), svg("text", { x: 40, y: 27 }, word("seen_documents")),
    );
    made.append(key, html("span", {}, word("key_ways")));
  }
  return made;
}
