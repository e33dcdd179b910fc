import { describe, expect, it } from "vitest";
import { control, head, middle, opacityOf, taper, widthOf } from "../src/map/curve";

const numbers = (path: string): number[] => [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(([found]) => Number(found));
const west = { x: 0, y: 0 };
const east = { x: 100, y: 0 };

describe("a tapered curve", () => {
  it("is as wide as asked where it begins and much narrower where it ends", () => {
    const [x0 = 0, y0 = 0, , , x1 = 0, y1 = 0, x2 = 0, y2 = 0, , , x3 = 0, y3 = 0] = numbers(taper(west, east, 10));
    expect(Math.hypot(x3 - x0, y3 - y0)).toBeCloseTo(10, 0);
    expect(Math.hypot(x2 - x1, y2 - y1)).toBeLessThan(2);
  });

  it("lies apart from the way back", () => {
    expect(middle(west, east).y).toBeLessThan(0);
    expect(middle(east, west).y).toBeGreaterThan(0);
  });

  it("is nothing where it goes nowhere", () => {
    expect(taper(west, west, 10)).toBe("");
  });

  it("holds numbers alone", () => {
    expect(taper(west, { x: 1e-3, y: 5 }, 3)).not.toMatch(/NaN|Infinity/);
  });
});

describe("an arrow's head", () => {
  it("has its point at the end and its base behind it", () => {
    const [x, y, ...base] = numbers(head(west, east, 9));
    expect([x, y]).toEqual([100, 0]);
    expect(base.filter((_, at) => at % 2 === 0)).toEqual([91, 91]);
  });

  it("points the way that the curve comes", () => {
    const by = control(west, east);
    const [, , x = 0, y = 0] = numbers(head(by, east, 9));
    expect(Math.hypot(x - by.x, y - by.y)).toBeLessThan(Math.hypot(100 - by.x, by.y) + 5);
    expect(y).toBeLessThan(5);
  });
});

describe("width and opacity", () => {
  it("grow by the logarithm of the amount, and stay within bounds", () => {
    const widths = [null, 0, 1, 10, 1000, 1e9].map((amount) => widthOf(amount, 1000));
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(widthOf(1000, 1000) - widthOf(100, 1000)).toBeCloseTo(widthOf(100, 1000) - widthOf(10, 1000), 0);
    expect(widths.slice(-2)).toEqual([9, 9]);
    expect(widthOf(5, 0)).toBe(widthOf(null, 5));
  });

  it("shows more support more strongly, and some of it always", () => {
    expect(opacityOf(0, 10)).toBe(0.35);
    expect(opacityOf(3, 10)).toBeLessThan(opacityOf(10, 10));
    expect(opacityOf(10, 10)).toBeCloseTo(0.9);
  });
});
