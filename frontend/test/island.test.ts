// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { network } from "../src/network/island";

const data = {
  label: "Ways <b>",
  nodes: [
    { id: "A", name: "Albania", size: 3, href: "/country/ALB" },
    { id: "B", name: "<img src=x onerror=alert(1)>", size: 2 },
    { id: "C", name: "Croatia", size: 1, href: "javascript:alert(1)" },
  ],
  links: [
    { source: "A", target: "B", weight: 2, kind: "seen in cases", text: "2 cases" },
    { source: "A", target: "C", weight: 1, kind: "said", dashed: true, text: "1 document" },
  ],
};

describe("the network on a page", () => {
  let figure: HTMLElement;
  const nodes = (): SVGElement[] => [...figure.querySelectorAll<SVGElement>(".node")];
  const press = (key: string): void => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  };

  beforeEach(async () => {
    document.body.innerHTML = '<figure tabindex="0"><div data-drawn><svg class="base"></svg></div></figure>';
    figure = document.querySelector("figure") as HTMLElement;
    const block = document.createElement("script");
    block.type = "application/json";
    block.textContent = JSON.stringify(data);
    figure.append(block);
    await network(figure);
  });

  it("takes the place of the drawing", () => {
    expect(figure.querySelector(".base")).toBeNull();
    expect(figure.querySelectorAll("[data-drawn] > svg.network")).toHaveLength(1);
    expect(figure.querySelector("svg.network")?.getAttribute("aria-label")).toBe("Ways <b>");
  });

  it("makes no markup of names, and no link that is none", () => {
    expect(figure.querySelector("img, b")).toBeNull();
    expect([...figure.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual(["/country/ALB"]);
  });

  it("says of every node what it is tied to, the strongest first", () => {
    expect(nodes().map((node) => node.getAttribute("aria-label"))[0]).toBe(
      "Albania, tied to <img src=x onerror=alert(1)> (2 cases); Croatia (1 document)",
    );
  });

  it("is one stop, within which arrows lead from node to node", () => {
    const stops = (): number[] => nodes().map((node) => Number(node.getAttribute("tabindex")));
    expect(stops()).toEqual([0, -1, -1]);
    nodes()[0]?.focus();
    press("ArrowRight");
    expect(document.activeElement).toBe(nodes()[1]);
    expect(stops()).toEqual([-1, 0, -1]);
    press("End");
    press("ArrowDown");
    expect(document.activeElement).toBe(nodes()[2]);
    press("Home");
    expect(document.activeElement).toBe(nodes()[0]);
  });

  it("shows what is near to the one in hand", () => {
    nodes()[1]?.dispatchEvent(new Event("pointerenter"));
    expect(nodes().map((node) => node.classList.contains("near"))).toEqual([true, true, false]);
  });
});
