import { describe, expect, it } from "vitest";
import { type Matrix, mean, published, ranks, scores } from "../src/weights/arithmetic";

describe("mean", () => {
  it.each([
    ["of equal weights", [2, 4], [1, 1], 1, 3],
    ["where only the ratio of weights matters", [2, 8], [30, 10], 1, 3.5],
    ["without a part of weight 0", [2, 100], [1, 0], 1, 2],
    ["of a gap among its parts", [2, null], [1, 1], 1, null],
    ["of what is there, where half is enough", [2, null], [1, 1], 0.5, 2],
    ["where the gap has no weight, and so is no part", [2, null], [1, 0], 1, 2],
    ["of nothing", [null, null], [1, 1], 0.1, null],
    ["without any weight", [2, 4], [0, 0], 1, null],
    ["of two thirds, told as a float", [3, 6, null], [1, 1, 1], 2 / 3, 4.5],
  ])("%s", (_, parts, weights, available, expected) => {
    expect(mean(parts, weights, available)).toBe(expected);
  });
});

describe("ranks", () => {
  it.each([
    ["the highest is first", [3, 9, 5], [3, 1, 2]],
    ["equal scores share the smallest rank", [5, 9, 5, 1], [2, 1, 2, 4]],
    ["a gap has no rank", [5, null, 7], [2, null, 1]],
    ["sums in another order are one score", [0.1 + 0.2, 0.3, 0], [1, 1, 3]],
    ["none", [], []],
  ])("%s", (_, column, expected) => {
    expect(ranks(column)).toEqual(expected);
  });
});

describe("published", () => {
  it.each([
    [5.125, 2, "5.13"],
    [2.675, 2, "2.68"],
    [6, 2, "6.00"],
    [-0.5, 1, "−0.5"],
    [5.4999, 0, "5"],
  ])("%f with %i decimals is %s", (score, decimals, expected) => {
    expect(published(score, decimals)).toBe(expected);
  });
});

describe("scores", () => {
  const matrix: Matrix = {
    elements: [
      { code: "all" },
      { code: "markets", parent: "all" },
      { code: "actors", parent: "all", weight: 3 },
      { code: "heroin", parent: "markets" },
      { code: "cocaine", parent: "markets" },
      { code: "mafia", parent: "actors" },
    ],
    units: ["A", "B"],
    columns: ["heroin", "cocaine", "mafia"],
    values: [
      [2, 4, 8],
      [6, null, 1],
    ],
    available: { markets: 0.5 },
    decimals: 2,
  };

  it("gathers level by level, whatever the order of the elements", () => {
    const found = scores(matrix);
    expect([...found.keys()].sort()).toEqual(["actors", "all", "markets"]);
    expect(found.get("markets")).toEqual([3, 6]);
    expect(found.get("all")).toEqual([(3 + 3 * 8) / 4, (6 + 3) / 4]);
    const turned = { ...matrix, elements: [...matrix.elements].reverse() };
    expect(Object.fromEntries(scores(turned))).toEqual(Object.fromEntries(found));
  });

  it("takes other weights, those of indicators and of aggregates", () => {
    expect(scores(matrix, { cocaine: 0, actors: 1 }).get("all")).toEqual([5, 3.5]);
  });
});
