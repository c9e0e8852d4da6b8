import type { TalkOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { cursorRow, cutPage } from "#lib/list-page.ts";
import { Refusal } from "#lib/refusal.ts";
import { Prisma } from "#prisma/client/client.ts";
import { type SilencePage, type SilenceQuery, type SilenceView, silenceReason } from "./schema.ts";

type Row = {
  id: string;
  showId: string | null;
  name: string;
  said: string;
  reason: string;
  hasNetwork: boolean;
  by: string;
  at: Date;
  until: Date | null;
  liftedAt: Date | null;
  liftedBy: string | null;
};

/** Those who were silenced in a show or everywhere, with what was lifted since; the newest first. */
export async function listSilences(
  { db }: Uses<"db">,
  { id: showId }: TalkOf<"show">,
  { after, limit }: SilenceQuery,
): Promise<SilencePage> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM ${tables} WHERE (c.show_id = ${showId}::uuid OR c.show_id IS NULL) ${following(after)}
    ORDER BY c.at DESC, c.id DESC LIMIT ${limit + 1}`;
  const { page, next } = cutPage(rows, limit);
  return { silences: page.map(viewSilence), next };
}

export async function readSilence({ db }: Uses<"db">, _talk: TalkOf<"show">, id: string): Promise<SilenceView> {
  const [row] = await db.$queryRaw<Row[]>`SELECT ${columns} FROM ${tables} WHERE c.id = ${id}::uuid`;
  if (!row) throw new Refusal("not_found");
  return viewSilence(row);
}

/** What holds in a show: its own, and what holds everywhere. */
export function isOfShow(showId: string): Prisma.ChatSilenceWhereInput {
  return { OR: [{ showId }, { showId: null }] };
}

const columns = Prisma.sql`c.id, c.show_id AS "showId", c.name, c.said, c.reason, c.network IS NOT NULL AS "hasNetwork", b.name AS by,
  c.at, c.until, c.lifted_at AS "liftedAt", l.name AS "liftedBy"`;
const tables = Prisma.sql`chat_silence c JOIN "user" b ON b.id = c.by_id LEFT JOIN "user" l ON l.id = c.lifted_by_id`;

function viewSilence({ showId, hasNetwork, at, until, liftedAt, liftedBy, reason, ...row }: Row): SilenceView {
  return {
    ...{ id: row.id, name: row.name, said: row.said, by: row.by },
    reason: silenceReason.parse(reason),
    ...{ everywhere: showId === null, alsoNetwork: hasNetwork, at: at.toISOString() },
    until: until?.toISOString() ?? null,
    lifted: liftedAt && { at: liftedAt.toISOString(), by: liftedBy ?? "" },
  };
}

function following(after: string | undefined): Prisma.Sql {
  if (!after) return Prisma.empty;
  return Prisma.sql`AND (c.at, c.id) < ${cursorRow(after)}`;
}
