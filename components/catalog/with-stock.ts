import type { EditionView, ProductView, WaveView } from "#lib/catalog/schema.ts";
import type { LiveStock, NextWindow } from "#lib/live/contract.ts";

/** The products with the newest stock and sales state known: the page's or the frame's, whichever has the later sequence. */
export function withStock(products: ProductView[], stock: LiveStock[]): ProductView[] {
  const lines = new Map(stock.map((line) => [line.editionId, line]));
  return products.map((product) => ({
    ...product,
    editions: product.editions.map((edition) => applyStock(edition, lines.get(edition.id))),
  }));
}

function applyStock(edition: EditionView, line: LiveStock | undefined): EditionView {
  if (!line || line.seq < edition.seq) return edition;
  const { available, pooled, held, sold, salesOpen, seq, window } = line;
  const waves = window ? fillTo(edition.waves, window) : edition.waves;
  return { ...edition, available, pooled, held, sold, salesOpen, seq, nextWindow: window, waves };
}

/** The waves once the frame said where the next unit finds a place: those before are full, that one has so many left. */
function fillTo(waves: WaveView[], { wave, left }: NextWindow): WaveView[] {
  return waves.map((known, index) => {
    if (index + 1 < wave) return { ...known, allocated: known.capacity };
    return index + 1 === wave ? { ...known, allocated: known.capacity - left } : known;
  });
}
