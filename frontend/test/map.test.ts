import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { level } from "../src/map/colours";
import { apart, lines } from "../src/map/labels";
import { centre, features, type Topology } from "../src/map/topology";

const world = JSON.parse(readFileSync("../src/karaula/chart/data/boundaries.json", "utf-8")) as Topology;

describe("boundaries", () => {
  const shapes = new Map(features(world).features.map((shape) => [shape.properties.code, shape.geometry]));

  it("close every ring", () => {
    for (const shape of shapes.values())
      for (const ring of shape.coordinates.flat()) expect(ring[0]).toEqual(ring.at(-1));
  });

  it.each([
    ["SRB", 20.8, 44.0],
    ["XKX", 20.9, 42.6],
    ["MNE", 19.2, 42.8],
  ])("have the middle of %s where it is", (code, longitude, latitude) => {
    const shape = shapes.get(code);
    expect(shape).toBeDefined();
    const [x, y] = shape ? centre(shape).at : [0, 0];
    expect(x).toBeCloseTo(longitude, 0);
    expect(y).toBeCloseTo(latitude, 0);
  });
});

describe("classes of a scale", () => {
  it.each([[1, 0], [3.9, 0], [4, 1], [7, 2], [10, 2], [99, 2], [-1, 0]])("%f is of class %i", (value, expected) => {
    expect(level(value, [1, 4, 7, 10])).toBe(expected);
  });
});

describe("names", () => {
  it.each([
    ["Serbia", ["Serbia"]],
    ["Bosnia and Herzegovina", ["Bosnia and", "Herzegovina"]],
    ["North Macedonia", ["North", "Macedonia"]],
  ])("are broken between words: %s", (name, expected) => {
    expect(lines(name)).toEqual(expected);
  });

  it("give way to those that come before them, or take less room", () => {
    const box = (x: number, width = 10) => ({ x, y: 0, width, height: 10 });
    expect(apart([[box(0)], [box(5)], [box(9, 20), box(14, 5)], [box(40)]])).toEqual([0, -1, 1, 0]);
  });
});
