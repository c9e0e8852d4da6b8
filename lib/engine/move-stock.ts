import { z } from "zod";
import type { Queryable } from "#lib/db.ts";
import { type AnswerRows, readAnswer } from "./answer.ts";
import { servedRow, stockFacts } from "./rows.ts";
import type { Write } from "./write.ts";

const servedWaitlist = stockFacts
  .extend({ served: z.array(servedRow) })
  .transform(({ served, ...stock }) => ({ stock, served }));
const adjusted = stockFacts
  .extend({ served: z.array(servedRow), units: z.number() })
  .transform(({ served, units, ...stock }) => ({ stock, served, units }));

/** Writes the first units of new editions. */
export async function openStock(db: Queryable, editions: { id: string; stock: number }[]): Promise<void> {
  await db.$queryRaw`SELECT count(open_stock(e.id, e.units)) FROM unnest(${editions.map(({ id }) => id)}::uuid[],
    ${editions.map(({ stock }) => stock)}::int[]) e(id, units)`;
}

/**
 * Adds or withdraws free units; who waits for some is served first. Returns all units that the edition has now. More than are
 * free are a check violation of `inventory`.
 */
export async function adjustStock(write: Write, editionId: string, delta: number): Promise<number> {
  const rows = await write.tx.$queryRaw<AnswerRows>`
    SELECT adjust_stock(${editionId}::uuid, ${delta}::int) AS answer`;
  const { stock, served, units } = readAnswer(adjusted, rows);
  write.tell({ units: { editionId, stock, drops: [], served } });
  return units;
}

/**
 * Serves who waited while a sale was closed, or until there was a wave for them: in the transaction that lets them in, so that
 * none of them is left waiting beside free units.
 */
export async function serveWaitlist(write: Write, editionId: string): Promise<void> {
  const rows = await write.tx.$queryRaw<AnswerRows>`SELECT serve_waitlist(${editionId}::uuid) AS answer`;
  const { stock, served } = readAnswer(servedWaitlist, rows);
  if (served.length > 0) write.tell({ units: { editionId, stock, drops: [], served } });
}

const deletion = z.enum([
  "deleted",
  "not_found",
  "edition_has_orders",
  "edition_waited_for",
  "product_in_drop",
  "stock_has_moved",
]);

/** Deletes an edition that nobody ever ordered, waited for or moved; else returns what keeps it. */
export async function deleteEdition(db: Queryable, editionId: string): Promise<z.infer<typeof deletion>> {
  return readAnswer(deletion, await db.$queryRaw<AnswerRows>`SELECT delete_edition(${editionId}::uuid) AS answer`);
}
