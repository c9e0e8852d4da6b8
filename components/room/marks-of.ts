import type { Mark } from "#components/media/player/scrub-bar.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { PinCue } from "#lib/live/contract.ts";

const longestLabel = 60;

/** The moments at which questions were answered, each by the question. */
export function chaptersOf(answered: { body: string; answeredAtMs: number }[]): Mark[] {
  return answered.map(({ body, answeredAtMs }) => ({ atMs: answeredAtMs, label: `? ${shortened(body)}` }));
}

/** The moments at which the parts of the rundown began, by title. */
export function segmentsOf(segments: { title: string; atMs: number }[]): Mark[] {
  return segments.map(({ title, atMs }) => ({ atMs, label: shortened(title) }));
}

/** In the order of the show. */
export function allMarks(...kinds: Mark[][]): Mark[] {
  return kinds.flat().toSorted((one, other) => one.atMs - other.atMs);
}

function shortened(text: string): string {
  const signs = [...text];
  return signs.length > longestLabel ? `${signs.slice(0, longestLabel).join("")}…` : text;
}

/** The moments at which products came on screen, by name. */
export function marksOf(pins: PinCue[], products: ProductView[]): Mark[] {
  return pins.flatMap(({ atMs, productId }) => {
    const number = products.findIndex(({ id }) => id === productId);
    const name = products[number]?.name;
    return name ? [{ atMs, label: `${number + 1} ${name}` }] : [];
  });
}
