/** Names on a map that do not lie on each other. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Which boxes stay where the first ones come first; each keeps its place or goes. */
export function apart(boxes: readonly Box[], gap = 2): boolean[] {
  const kept: Box[] = [];
  return boxes.map((box) => {
    const free = kept.every(
      (other) =>
        box.x + box.width + gap <= other.x || other.x + other.width + gap <= box.x ||
        box.y + box.height + gap <= other.y || other.y + other.height + gap <= box.y,
    );
    if (free) kept.push(box);
    return free;
  });
}
