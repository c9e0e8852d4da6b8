import { createHash } from "node:crypto";
import type { Database } from "#lib/db.ts";
import type { SeededBuyer } from "#prisma/seed/buyers.ts";
import type { DropStage } from "#tests/support/drops.ts";

/** A place as the revealed seed gives it. */
export type Place = { id: string; userId: string; quantity: number; place: number; unitsBefore: number };

/** Everybody takes a place in the line of an armed drop in one statement, every other for two units. */
export async function fillLine(db: Database, { editionId, dropId }: DropStage, buyers: SeededBuyer[]): Promise<void> {
  await db.$transaction([
    db.$executeRaw`
      INSERT INTO queue_entry (id, edition_id, drop_id, user_id, person, contact, idem_key, quantity, currency, place, units_before, joined_at)
      SELECT gen_random_uuid(), ${editionId}::uuid, ${dropId}::uuid, b.id, b.email, b.email, 'long-line', 1 + i % 2, NULL, i, (3 * i - 2) / 2, now()
      FROM unnest(${buyers.map(({ id }) => id)}::uuid[], ${buyers.map(({ email }) => email)}::text[]) WITH ORDINALITY b(id, email, i)`,
    db.$executeRaw`
      UPDATE drop SET waiting = ${buyers.length}::int, next_place = ${buyers.length + 1}::int, next_units = wanted WHERE id = ${dropId}::uuid`,
  ]);
}

/** What an open drop has drawn, reckoned anew from its seed, in order. */
export async function drawOf(db: Database, dropId: string): Promise<Place[]> {
  const { seed } = await db.drop.findUniqueOrThrow({ where: { id: dropId } });
  const rank = (id: string) =>
    createHash("sha256")
      .update(Buffer.concat([seed ?? Buffer.alloc(0), Buffer.from(id.replaceAll("-", ""), "hex")]))
      .digest("hex");
  const rows = await db.queueEntry.findMany({ where: { dropId }, select: { id: true, userId: true, quantity: true } });
  const ranked = rows.map((row) => ({ ...row, rank: rank(row.id) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  let unitsBefore = 0;
  return ranked.map(({ id, userId, quantity }, index) => {
    const place = { id, userId, quantity, place: index + 1, unitsBefore };
    unitsBefore += quantity;
    return place;
  });
}

/** Those who get so many units: in their order, each only what is left. */
export function servedOf(line: Place[], units: number): Place[] {
  let left = units;
  return line.filter(({ quantity }) => {
    const fits = quantity <= left;
    if (fits) left -= quantity;
    return fits;
  });
}
