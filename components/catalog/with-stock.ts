import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { StockLine } from "#lib/live/contract.ts";

/** The products with the newest stock and sales state known: the page's or the frame's, whichever has the later sequence. */
export function withStock(products: ProductView[], stock: StockLine[]): ProductView[] {
  const lines = new Map(stock.map((line) => [line.editionId, line]));
  return products.map((product) => ({
    ...product,
    editions: product.editions.map((edition) => applyLine(edition, lines.get(edition.id))),
  }));
}

function applyLine(edition: EditionView, line: StockLine | undefined): EditionView {
  if (!line || line.seq < edition.seq) return edition;
  const { available, pooled, held, sold, salesOpen, seq, window } = line;
  return { ...edition, available, pooled, held, sold, salesOpen, seq, nextWindow: window };
}
