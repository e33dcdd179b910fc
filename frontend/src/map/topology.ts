/** Boundaries of areas, from TopoJSON to GeoJSON. */
import type { Feature, FeatureCollection, MultiPolygon, Position } from "geojson";

export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: { countries: { geometries: { id: string; type: "MultiPolygon"; arcs: number[][][] }[] } };
}

/** A feature for each area, its code as the property `code`. */
export function features(world: Topology): FeatureCollection<MultiPolygon, { code: string }> {
  const { scale, translate } = world.transform;
  const lines = world.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): Position => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const ring = (arcs: number[]): Position[] => {
    const found: Position[] = [];
    for (const arc of arcs) {
      const part = (arc < 0 ? lines[~arc]?.slice().reverse() : lines[arc]) ?? [];
      found.push(...(found.length ? part.slice(1) : part));
    }
    return found;
  };
  return {
    type: "FeatureCollection",
    features: world.objects.countries.geometries.map(
      (shape): Feature<MultiPolygon, { code: string }> => ({
        type: "Feature",
        properties: { code: shape.id },
        geometry: { type: "MultiPolygon", coordinates: shape.arcs.map((polygon) => polygon.map(ring)) },
      }),
    ),
  };
}

/** The middle of an area's largest part, by its outer ring, and how large that is in square degrees. */
export function centre(shape: MultiPolygon): { size: number; at: [number, number] } {
  let best: { size: number; at: [number, number] } = { size: 0, at: [0, 0] };
  for (const [ring] of shape.coordinates) {
    let [size, x, y] = [0, 0, 0];
    for (let at = 0; ring && at < ring.length; at += 1) {
      const [ax = 0, ay = 0] = ring[at] ?? [];
      const [bx = 0, by = 0] = ring[(at + 1) % ring.length] ?? [];
      const cross = ax * by - bx * ay;
      size += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (Math.abs(size) > 2 * best.size) best = { size: Math.abs(size) / 2, at: [x / (3 * size), y / (3 * size)] };
  }
  return best;
}
