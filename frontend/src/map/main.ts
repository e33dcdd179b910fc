/** The map: ground in WebGL, and over it what can be read, reached and followed. */
import { Map as Ground, type StyleSpecification, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection } from "geojson";
import type * as Cards from "../cards";
import { dataOf } from "../data";
import { html } from "../dom";
import { word } from "../words";
import { ground, level, scale } from "./colours";
import type { Data, Lonlat } from "./data";
import { Overlay } from "./overlay";
import { centre, features, type Topology } from "./topology";
import { CHOSEN, type Chosen } from "./years";

/**
 * Lay a map over the drawing in a figure. `base` is the address of what is built, `cards` what shows
 * cards on this page: a module of its own would show a second one.
 */
export async function map(figure: HTMLElement, base: string, cards: Pick<typeof Cards, "show" | "hide">): Promise<void> {
  if (!drawsWebgl()) return;
  const drawn = figure.querySelector<HTMLElement>("[data-drawn]");
  const [data, world] = await Promise.all([dataOf<Data>(figure), boundaries(base), sheet(`${base}map.css`)]);
  const under = drawn?.querySelector(`[fill="${CSS.escape(figure.dataset["ground"] ?? "")}"]`) ?? drawn?.firstElementChild;
  if (!data || !drawn || !under) return;
  setWorkerUrl(`${base}map-worker.js`);

  // Over the drawn ground, in its place and of its size: nothing moves, and title, scale and notes stay.
  const canvas = html("div", { class: "map-ground" });
  const stage = html("div", { class: "map-stage" }, canvas);
  drawn.classList.add("map-under");
  drawn.append(stage);
  lay(stage, under, drawn);
  const over = new Overlay(data, middles(world));
  const [west, south, east, north] = data.bounds ?? [-20, 30, 45, 60];
  const shown = new Ground({
    container: canvas,
    style: style(data, world),
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: 12 },
    attributionControl: false,
    cooperativeGestures: true,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    maxZoom: 9,
    locale: { "Map.Title": data.label ?? word("map") },
  });
  shown.touchZoomRotate.disableRotation();
  shown.keyboard.disableRotation();
  shown.getCanvasContainer().append(over.drawing);
  stage.append(zoom(shown));

  const move = (): void => over.move((at) => shown.project([at[0], at[1]]));
  move();
  shown.on("move", move);
  shown.on("resize", move);

  const choose = (event: Event): void => {
    const { first, last } = (event as CustomEvent<Chosen>).detail;
    over.years(first, last);
    move();
  };
  document.addEventListener(CHOSEN, choose);

  shown.on("mousemove", (event) => {
    if (event.originalEvent.target !== shown.getCanvas()) return;
    const code = codeAt(shown, event.point);
    const link = code === undefined ? undefined : over.links.get(code);
    shown.getCanvas().style.cursor = link?.hasAttribute("href") ? "pointer" : "";
    if (link?.hasAttribute("data-card")) {
      const { clientX, clientY } = event.originalEvent;
      void cards.show(link, new DOMRect(clientX + 12, clientY, 0, 12));
    } else cards.hide();
  });
  shown.on("click", (event) => {
    if (event.originalEvent.target !== shown.getCanvas()) return;
    const code = codeAt(shown, event.point);
    if (code !== undefined) over.links.get(code)?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  });
  const repaint = (): void => {
    shown.setStyle(style(data, world), { diff: true });
  };
  const chosen = new MutationObserver(repaint);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", repaint);
  // A map whose block was taken anew gives its place on the graphics card back.
  const gone = (): void => {
    if (figure.isConnected) return;
    chosen.disconnect();
    system.removeEventListener("change", repaint);
    document.removeEventListener("htmx:afterSwap", gone);
    document.removeEventListener(CHOSEN, choose);
    shown.remove();
  };
  document.addEventListener("htmx:afterSwap", gone);
  shown.once("idle", () => figure.classList.add("map-ready"));
}

/** The shares of the drawing that its ground takes: they hold when the page changes its width. */
function lay(stage: HTMLElement, under: Element, drawn: HTMLElement): void {
  const whole = drawn.getBoundingClientRect();
  const part = under.getBoundingClientRect();
  const share = (length: number, of: number): string => `${(100 * length) / of}%`;
  stage.style.left = share(part.left - whole.left, whole.width);
  stage.style.top = share(part.top - whole.top, whole.height);
  stage.style.width = share(part.width, whole.width);
  stage.style.height = share(part.height, whole.height);
}

/** The middle of every area, of the largest first. */
function middles(world: ReturnType<typeof features>): Map<string, Lonlat> {
  const found = world.features.map((shape) => ({ code: shape.properties.code, ...centre(shape.geometry) }));
  found.sort((one, other) => other.size - one.size);
  return new Map(found.map(({ code, at }) => [code, at]));
}

function codeAt(shown: Ground, point: { x: number; y: number }): string | undefined {
  const [found] = shown.queryRenderedFeatures([point.x, point.y], { layers: ["areas", "gaps"] });
  return found?.properties["code"] as string | undefined;
}

/** Ground, areas in the colour of their class, gaps hatched, borders. */
function style(data: Data, world: ReturnType<typeof features>): StyleSpecification {
  const colours = ground();
  const steps = data.meaning ? scale(data.meaning) : [];
  const values = new Map((data.areas ?? []).map((area) => [area.code, area.value]));
  const fill = (code: string): string => {
    const value = values.get(code);
    if (value === undefined || !steps.length || !data.edges?.length) return colours.land;
    return value === null ? colours.gap : (steps[level(value, data.edges)] ?? colours.land);
  };
  const painted: FeatureCollection = {
    type: "FeatureCollection",
    features: world.features.map((shape) => {
      const { code } = shape.properties;
      return { ...shape, properties: { code, fill: fill(code), about: values.has(code), gap: values.get(code) === null } };
    }),
  };
  return {
    version: 8,
    sources: { world: { type: "geojson", data: painted, tolerance: 0.2 } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours.sea } },
      { id: "land", type: "fill", source: "world", paint: { "fill-color": ["get", "fill"], "fill-antialias": false } },
      { id: "areas", type: "fill", source: "world", filter: ["get", "about"], paint: { "fill-color": ["get", "fill"] } },
      { id: "gaps", type: "line", source: "world", filter: ["get", "gap"], paint: { "line-color": colours.hatch, "line-width": 2, "line-dasharray": [1.5, 1.5] } },
      { id: "borders", type: "line", source: "world", paint: { "line-color": colours.border, "line-width": 0.8 } },
    ],
  };
}

function zoom(shown: Ground): HTMLElement {
  const nearer = html("button", { type: "button", "aria-label": word("map_in") }, "+");
  const farther = html("button", { type: "button", "aria-label": word("map_out") }, "−");
  nearer.addEventListener("click", () => shown.zoomIn());
  farther.addEventListener("click", () => shown.zoomOut());
  return html("div", { class: "map-zoom" }, nearer, farther);
}

function drawsWebgl(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

async function boundaries(base: string): Promise<ReturnType<typeof features>> {
  const answer = await fetch(`${base}boundaries.json`);
  if (!answer.ok) throw new Error(`boundaries: ${answer.status}`);
  return features((await answer.json()) as Topology);
}

/** The style sheet of the map, where there is a map. */
function sheet(address: string): Promise<void> {
  return new Promise((done, failed) => {
    const link = html("link", { rel: "stylesheet", href: address });
    link.addEventListener("load", () => done());
    link.addEventListener("error", () => failed(new Error(address)));
    document.head.append(link);
  });
}
