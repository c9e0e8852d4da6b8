import type { HostOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { createDraft } from "#lib/shows/create-show.ts";
import type { ShowCopy } from "#lib/shows/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";

const kept = {
  summary: true,
  language: true,
  texts: true,
  poster: true,
  isPortrait: true,
  ground: true,
  pauseWithVideo: true,
  hostId: true,
} satisfies Prisma.ShowSelect;

/**
 * Uses a show again: a draft with its texts and picture, its run list in its order, its rundown, and its drops as they were prepared. What was put away
 * since is left out. Orders, places in line, chat and recording are its own and stay there. Returns the draft's id.
 */
export async function copyShow(
  { db }: Uses<"db">,
  show: HostOf<"show">,
  { title, startsAt }: ShowCopy,
): Promise<string> {
  const { texts, ...source } = await db.show.findUniqueOrThrow({ where: { id: show.id }, select: kept });
  return createDraft(db, { ...source, texts: renamed(texts), title, startsAt: new Date(startsAt) }, async (tx, id) => {
    const products = await tx.$executeRaw`
      INSERT INTO show_product (show_id, product_id, position)
      SELECT ${id}::uuid, sp.product_id, row_number() OVER (ORDER BY sp.position, sp.product_id)
      FROM show_product sp JOIN product p ON p.id = sp.product_id AND p.archived_at IS NULL WHERE sp.show_id = ${show.id}::uuid`;
    const drops = await copyDrops(tx, show.id, id);
    const segments = await copySegments(tx, show.id, id);
    await recordAct(tx, {
      actorId: show.host.id,
      action: "show.copied",
      subject: `show:${id}`,
      after: { from: show.id, title, startsAt, products, drops, segments },
    });
  });
}

/** Under a new title the translations of the old one are wrong; what they say of the rest stays. */
function renamed(texts: Prisma.JsonValue): Prisma.InputJsonObject {
  const entries = Object.entries(typeof texts === "object" && texts ? texts : {}).flatMap(([locale, said]) => {
    const summary: unknown = typeof said === "object" && said ? Reflect.get(said, "summary") : undefined;
    return typeof summary === "string" ? [[locale, { summary }] as const] : [];
  });
  return Object.fromEntries(entries);
}

async function copyDrops(tx: Prisma.TransactionClient, from: string, to: string): Promise<number> {
  const [copied] = await tx.$queryRaw<{ drops: number }[]>`
    WITH source AS MATERIALIZED (
      SELECT gen_random_uuid() AS new_id, d.* FROM drop d
      JOIN edition e ON e.id = d.edition_id AND e.archived_at IS NULL JOIN product p ON p.id = e.product_id AND p.archived_at IS NULL
      WHERE d.show_id = ${from}::uuid AND EXISTS (SELECT FROM show_product WHERE show_id = ${to}::uuid AND product_id = p.id)),
    made AS (
      INSERT INTO drop (id, show_id, edition_id, title, language, texts, units, per_person_limit, seconds, hold_seconds, mode, challenge)
      SELECT new_id, ${to}::uuid, edition_id, title, language, texts, units, per_person_limit, seconds, hold_seconds, mode, challenge
      FROM source ORDER BY created_at RETURNING id),
    priced AS (
      INSERT INTO drop_price (drop_id, currency, price_minor, deposit_minor)
      SELECT s.new_id, p.currency, p.price_minor, p.deposit_minor FROM source s JOIN drop_price p ON p.drop_id = s.id)
    SELECT count(*)::int AS drops FROM made`;
  return copied?.drops ?? 0;
}

/** A part that showed a poll has none any more: those are not copied. */
function copySegments(tx: Prisma.TransactionClient, from: string, to: string): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO segment (id, show_id, position, kind, title, seconds, script, product_id, drop_id)
    SELECT gen_random_uuid(), ${to}::uuid, s.position, s.kind, s.title, s.seconds, s.script,
      (SELECT product_id FROM show_product WHERE show_id = ${to}::uuid AND product_id = s.product_id),
      (SELECT n.id FROM drop o JOIN drop n ON n.edition_id = o.edition_id AND n.title = o.title
        WHERE o.id = s.drop_id AND n.show_id = ${to}::uuid LIMIT 1)
    FROM segment s WHERE s.show_id = ${from}::uuid`;
}
