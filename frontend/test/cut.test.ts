import { describe, expect, it } from "vitest";
import { amounts } from "../src/map/cut";

const cut = {
  columns: ["way", "drug", "year", "kg", "support"],
  rows: [
    [0, "heroin", 2019, 10, 2],
    [0, "heroin", 2021, 5, 1],
    [0, "cannabis", 2021, null, 4],
    [1, "cannabis", null, null, 1],
  ],
} as const;

const of = (asked: Record<string, string>) => Object.fromEntries(amounts(cut, new Map(Object.entries(asked))));

describe("routes as a filter leaves them", () => {
  it.each([
    ["no filter", {}, { 0: { kg: 15, support: 7 }, 1: { kg: null, support: 1 } }],
    ["one drug", { drug: "heroin" }, { 0: { kg: 15, support: 3 } }],
    ["amounts that are not known stay so", { drug: "cannabis" }, { 0: { kg: null, support: 4 }, 1: { kg: null, support: 1 } }],
    ["a span of years leaves out what has none", { from: "2020" }, { 0: { kg: 5, support: 5 } }],
    ["both ends of a span count", { from: "2019", to: "2019" }, { 0: { kg: 10, support: 2 } }],
    ["what is not cut by keeps all", { edition: "2021" }, { 0: { kg: 15, support: 7 }, 1: { kg: null, support: 1 } }],
    ["nothing left", { drug: "tea" }, {}],
  ])("%s", (_, asked, expected) => {
    expect(of(asked as Record<string, string>)).toEqual(expected);
  });
});
