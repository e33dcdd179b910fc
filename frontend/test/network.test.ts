import { describe, expect, it } from "vitest";
import { place } from "../src/network/layout";

const nodes = [..."abcdefgh"].map((id) => ({ id, name: id, size: id.charCodeAt(0) - 96 }));
const links = [
  { source: "a", target: "b" }, { source: "b", target: "c" }, { source: "a", target: "z" }, { source: "a", target: "a" },
];

describe("places of a network", () => {
  const laid = place(nodes, links, 800, 500);

  it("are the same every time", () => {
    expect(place(nodes, links, 800, 500)).toEqual(laid);
  });

  it("lie in the frame, apart from each other", () => {
    for (const node of laid.nodes) {
      expect(node.x).toBeGreaterThan(node.r);
      expect(node.x).toBeLessThan(800 - node.r);
      expect(node.y).toBeGreaterThan(node.r);
      expect(node.y).toBeLessThan(500 - node.r);
      for (const other of laid.nodes)
        if (other !== node) expect(Math.hypot(node.x - other.x, node.y - other.y)).toBeGreaterThan(node.r);
    }
  });

  it("leave out links to what is not there, and to themselves", () => {
    expect(laid.links.map(({ link }) => link)).toEqual(links.slice(0, 2));
  });
});
