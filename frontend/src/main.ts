/** Everything but the map: each page takes what it finds in itself. */
import htmx from "htmx.org";
import { cards, hide, show } from "./cards";
import { filters } from "./filters";
import { network } from "./network/island";
import { reader } from "./reader";
import { review } from "./review";
import { tables } from "./tables";
import { weights } from "./weights/island";

const base = new URL(".", (document.currentScript as HTMLScriptElement).src).href;

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

type Island = (island: HTMLElement) => void | Promise<void>;

const ISLANDS: Readonly<Record<string, Island>> = {
  network,
  weights,
  async map(island) {
    // A page from a file may not load modules and workers: there the drawing stays.
    if (location.protocol === "file:") return;
    const { map } = (await import(/* @vite-ignore */ `${base}map.js`)) as typeof import("./map/main");
    await map(island, base, { show, hide });
  },
};

/** Start what stands below an element, each once. An island that fails leaves what the server wrote. */
function start(root: ParentNode): void {
  const once = (selector: string, begin: Island): void => {
    for (const found of root.querySelectorAll<HTMLElement>(selector)) {
      if (found.dataset["begun"] !== undefined) continue;
      found.dataset["begun"] = "";
      void (async () => begin(found))().catch((error: unknown) => console.warn("island:", error));
    }
  };
  once("[data-island]", (island) => ISLANDS[island.dataset["island"] ?? ""]?.(island));
  once("form[data-filters]", (form) => filters(form as HTMLFormElement));
  once("[data-reader]", reader);
  once("[data-review]", review);
  tables(root);
}

cards(document);
start(document);
htmx.onLoad((swapped) => start(swapped.parentNode ?? document));
