import { container } from "#lib/container.ts";
import { type Served, type StockFacts, tellServed, tellStock } from "#lib/preorders/tell-moved.ts";

/** Who waited while the sale was closed, or until there was a wave for them, goes before everybody else. */
export async function serveWaitlist(editionId: string): Promise<void> {
  const [row] = await container().db.$queryRaw<{ answer: StockFacts & { served: Served[] } }[]>`
    SELECT serve_waitlist(${editionId}::uuid) AS answer`;
  if (!row || row.answer.served.length === 0) return;
  const { served, ...stock } = row.answer;
  tellStock(editionId, stock, []);
  tellServed(editionId, served);
}
