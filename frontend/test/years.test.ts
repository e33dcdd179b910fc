import { describe, expect, it } from "vitest";
import { within } from "../src/map/years";

const years = [[2019, 2, 10.5], [2021, 1, 0], [2022, 4, 100]] as const;

describe("what was seen in some years", () => {
  it.each([
    [2019, 2022, 7, 110.5],
    [2020, 2021, 1, 0],
    [2022, 2022, 4, 100],
    [2023, 2030, 0, 0],
    [2022, 2019, 0, 0],
  ])("from %i to %i", (first, last, cases, kg) => {
    expect(within(years, first, last)).toEqual({ cases, kg });
  });
});
