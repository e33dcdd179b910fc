// Writes the built front end, under fixed names, to where the hub serves it from.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/karaula/hub/static/built");
const packages = join(here, "node_modules");
const shipped = JSON.parse(await readFile(join(here, "package.json"), "utf-8")).dependencies;

/** Scripts that our names and texts are written in. */
const SUBSETS = /-(latin|latin-ext|cyrillic|greek)-wght-/;

/** Keeps the faces of a font package that are needed; a page never waits for one, nor moves with it. */
const faces = {
  name: "faces",
  enforce: "pre",
  transform(code, id) {
    if (!/@fontsource-variable.*\.css$/.test(id)) return null;
    const found = code.match(/@font-face\s*\{[^}]*\}/g) ?? [];
    const kept = found.filter((face) => SUBSETS.test(face));
    return kept.join("\n").replaceAll("font-display: swap", "font-display: optional");
  },
};

/** One file from one entry: a style sheet, a module, or a classic script that runs from a file too. */
async function bundle(entry, name, classic = false) {
  const input = join(here, "src", entry);
  await build({
    root: here,
    base: "./",
    configFile: false,
    logLevel: "warn",
    plugins: [faces],
    build: {
      outDir: out,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      target: "es2022",
      modulePreload: false,
      lib: classic && { entry: input, formats: ["iife"], name, fileName: () => `${name}.js` },
      rollupOptions: {
        input,
        preserveEntrySignatures: "strict",
        // HTMX evaluates attributes that no page of the hub has; main.ts turns that off.
        checks: { eval: false },
        output: {
          entryFileNames: `${name}.js`,
          assetFileNames: (asset) =>
            asset.names.some((one) => one.endsWith(".woff2")) ? "fonts/[name][extname]" : `${name}[extname]`,
        },
      },
    },
  });
}

/** Every package that ends up in what is built, those of packages too. */
async function reached(names, found = new Map()) {
  for (const name of names) {
    if (found.has(name) || name.startsWith("@types/")) continue;
    const told = JSON.parse(await readFile(join(packages, name, "package.json"), "utf-8"));
    found.set(name, told);
    await reached(Object.keys(told.dependencies ?? {}), found);
  }
  return found;
}

async function licences() {
  const parts = [];
  const all = await reached(Object.keys(shipped));
  for (const [name, told] of [...all].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const files = (await readdir(join(packages, name))).filter((file) => /^(licen[cs]e|ofl)/i.test(file));
    const texts = await Promise.all(files.map((file) => readFile(join(packages, name, file), "utf-8")));
    parts.push(`${name} ${told.version}: ${told.license}\n\n${texts.join("\n").trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await bundle("karaula.css", "karaula");
await bundle("main.ts", "karaula", true);
await bundle("map/main.ts", "map");
const worker = createRequire(import.meta.url).resolve("maplibre-gl/dist/maplibre-gl-worker.mjs");
await copyFile(worker, join(out, "map-worker.js"));
await copyFile(join(here, "../src/karaula/chart/data/boundaries.json"), join(out, "boundaries.json"));
await writeFile(join(out, "LICENCES.txt"), await licences());
