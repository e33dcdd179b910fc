/** Names on a map that do not lie on each other. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Which box each label takes, of those that it would, the best first: the first that is free of all
 * labels before it; -1 where none is.
 */
export function apart(labels: readonly (readonly Box[])[], gap = 2): number[] {
  const taken: Box[] = [];
  return labels.map((boxes) => {
    const at = boxes.findIndex((box) =>
      taken.every(
        (other) =>
          box.x + box.width + gap <= other.x || other.x + other.width + gap <= box.x ||
          box.y + box.height + gap <= other.y || other.y + other.height + gap <= box.y,
      ),
    );
    const box = boxes[at];
    if (box) taken.push(box);
    return at;
  });
}

/** A name in lines of about `most` letters, broken between words. */
export function lines(name: string, most = 13): string[] {
  const found: string[] = [];
  for (const word of name.split(" ")) {
    const last = found.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) found[found.length - 1] = `${last} ${word}`;
    else found.push(word);
  }
  return found;
}
