import type { Uses } from "#lib/container.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import { viewLines } from "#lib/moderation/tell-standing.ts";
import { Refusal } from "#lib/refusal.ts";
import type { LinePage, LineQuery } from "#lib/replays/schema.ts";
import { type ChatMessage, Prisma } from "#prisma/client/client.ts";

/**
 * What was said in a show that is over, from a moment on and in its order; of what was taken back nothing. `questions` are those that were
 * asked of the host. Refuses with not_found while the show is not over.
 */
export async function listLines(
  { db }: Uses<"db">,
  showId: string,
  { of, from, after, limit }: LineQuery,
): Promise<LinePage> {
  const show = await db.show.findUnique({ where: { id: showId }, select: { status: true } });
  if (show?.status !== "ENDED") throw new Refusal("not_found");
  const since = after
    ? Prisma.sql`(m.at, m.id) > ${cursorRow(after)}`
    : Prisma.sql`m.at >= ${new Date(from)}::timestamptz`;
  const source = of === "questions" ? asked : said;
  const isHouse = of === "staff" ? Prisma.sql`AND ${ofHouse}` : Prisma.empty;
  const rows = await db.$queryRaw<ChatMessage[]>`
    SELECT ${source} AND m.show_id = ${showId}::uuid AND ${since} ${isHouse} ORDER BY m.at, m.id LIMIT ${limit + 1}`;
  const { page, next } = cutPage(rows, limit);
  return { lines: await viewLines(db, page), next };
}

/** Whether anything was said or asked in a show that its replay shows again. */
export async function wasTalkedIn({ db }: Uses<"db">, showId: string): Promise<boolean> {
  const ofShow = Prisma.sql`AND m.show_id = ${showId}::uuid`;
  const rows = await db.$queryRaw<unknown[]>`
    (SELECT ${said} ${ofShow} ORDER BY m.at LIMIT 1) UNION ALL (SELECT ${asked} ${ofShow} ORDER BY m.at LIMIT 1)`;
  return rows.length > 0;
}

const said = Prisma.sql`m.id::text, m.name, m.role, m.badge, m.body, m.at, m.answers_id::text AS "answersId" FROM chat_message m
  WHERE m.deleted_at IS NULL AND m.body <> ''`;

const asked = Prisma.sql`m.id::text, m.name, m.role, NULL AS badge, m.body, m.at, NULL AS "answersId" FROM question m
  WHERE m.state <> 'HELD' AND m.state <> 'REMOVED'`;

/** As the index says it. */
const ofHouse = Prisma.sql`m.role = ANY (ARRAY['moderator', 'producer', 'host', 'ops', 'finance', 'owner']::"Role"[])`;
