import type { Mark } from "#components/media/player/scrub-bar.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { PinCue } from "#lib/live/contract.ts";

/** The moments at which products came on screen, by name. */
export function marksOf(pins: PinCue[], products: ProductView[]): Mark[] {
  return pins.flatMap(({ atMs, productId }) => {
    const number = products.findIndex(({ id }) => id === productId);
    const name = products[number]?.name;
    return name ? [{ atMs, label: `${number + 1} ${name}` }] : [];
  });
}
