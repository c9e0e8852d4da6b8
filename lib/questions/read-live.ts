import type { Database } from "#lib/db.ts";
import type { LiveQuestions, QuestionCue } from "#lib/live/contract.ts";
import { Prisma } from "#prisma/client/client.ts";

type Row = { atMs: bigint; id: string | null; body: string | null; name: string | null };

const recent = 5;

/** What a room says of its questions: how new the list is, which claim is pinned, and what was on air last. */
export async function readLiveQuestions(
  db: Database,
  showId: string,
): Promise<{ questions: LiveQuestions; askedCues: QuestionCue[] }> {
  const [[row], askedCues] = await Promise.all([
    db.$queryRaw<{ version: Date | null; claim: string | null }[]>`
      SELECT greatest((SELECT max(changed_at) FROM question WHERE show_id = ${showId}::uuid),
          (SELECT max(changed_at) FROM claim WHERE show_id = ${showId}::uuid)) AS version, (${pinned(showId)}) AS claim`,
    readAsked(db, showId),
  ]);
  return { questions: { version: row?.version?.getTime() ?? 0, claim: row?.claim ?? null }, askedCues };
}

/** The list as it is read from now on: its version is the moment by the database's clock, so that what was read before is older. */
export async function readVersion(db: Database, showId: string): Promise<LiveQuestions> {
  const [row] = await db.$queryRaw<{ version: Date; claim: string | null }[]>`
    SELECT clock_timestamp()::timestamptz(3) AS version, (${pinned(showId)}) AS claim`;
  return { version: row?.version.getTime() ?? 0, claim: row?.claim ?? null };
}

const pinned = (showId: string) =>
  Prisma.sql`SELECT id::text FROM claim WHERE show_id = ${showId}::uuid AND pinned_at IS NOT NULL`;

/** The last ones, oldest first; of one that was removed nothing is said. */
export async function readAsked(db: Database, showId: string, limit = recent): Promise<QuestionCue[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT c.at_stream_ms AS "atMs", q.id::text AS id, q.body, q.name FROM (
      SELECT id, at_stream_ms, payload FROM cue WHERE show_id = ${showId}::uuid AND kind = 'question'
      ORDER BY at_stream_ms DESC, id DESC LIMIT ${limit}) c
    LEFT JOIN question q ON q.id = (c.payload ->> 'questionId')::uuid AND q.state <> 'REMOVED'
    ORDER BY c.at_stream_ms DESC, c.id DESC`;
  return rows.reverse().map(({ atMs, id, body, name }) => ({
    atMs: Number(atMs),
    question: id === null ? null : { id, body: body ?? "", name: name ?? "" },
  }));
}
