import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { OnAirInput } from "#lib/questions/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { streamMomentOf } from "#lib/shows/stream-moment.ts";

type AirUses = Uses<"channels" | "db" | "publish">;

/**
 * Puts a question over the picture of everybody, each when their picture reaches the moment; null takes it away. Refuses with
 * show_not_live and not_found.
 */
export async function takeOnAir(app: AirUses, show: DeskOf<"show">, { questionId, moment }: OnAirInput): Promise<void> {
  const { status } = await app.db.show.findUniqueOrThrow({ where: { id: show.id }, select: { status: true } });
  if (status !== "LIVE") throw new Refusal("show_not_live");
  const atMs = streamMomentOf(app, show.id, moment);
  const isWritten = await writeAsked(app, show.id, { questionId, atMs });
  if (!isWritten && questionId) throw new Refusal("not_found", { field: "questionId" });
}

type Cue = { questionId: string | null; atMs: number } | { questionId: null; instead: string };
type Row = { atMs: bigint; body: string | null; name: string | null };

/**
 * What is on air from a moment on. `instead`: only in place of this question, and from the moment at which that came on. Answers whether
 * there was anything to write.
 */
export async function writeAsked({ db, publish }: Uses<"db" | "publish">, showId: string, cue: Cue): Promise<boolean> {
  const { questionId } = cue;
  const [atMs, instead] = "instead" in cue ? [null, cue.instead] : [cue.atMs, null];
  const [row] = await db.$queryRaw<Row[]>`
    WITH last AS (SELECT at_stream_ms, payload ->> 'questionId' AS id FROM cue WHERE show_id = ${showId}::uuid AND kind = 'question'
      ORDER BY at_stream_ms DESC, id DESC LIMIT 1),
    made AS (INSERT INTO cue (show_id, at_stream_ms, kind, payload)
      SELECT s.id, coalesce(greatest(${atMs}::bigint, (SELECT at_stream_ms FROM last)), ${atMs}::bigint), 'question',
        jsonb_build_object('questionId', ${questionId}::text)
      FROM show s WHERE s.id = ${showId}::uuid
        AND (${instead}::text IS NULL OR ${instead}::text = (SELECT id FROM last))
        AND (${questionId}::uuid IS NULL OR EXISTS (SELECT FROM question q
          WHERE q.id = ${questionId}::uuid AND q.show_id = s.id AND q.state IN ('OPEN', 'ASIDE')))
      RETURNING at_stream_ms)
    SELECT m.at_stream_ms AS "atMs", q.body, q.name FROM made m LEFT JOIN question q ON q.id = ${questionId}::uuid`;
  if (!row) return false;
  const { body, name } = row;
  const question = questionId === null ? null : { id: questionId, body: body ?? "", name: name ?? "" };
  publish.questionOnAir(showId, { atMs: Number(row.atMs), question });
  return true;
}

/** Which question is on air now, and since which moment of the picture. */
export async function readOnAir({ db }: Uses<"db">, showId: string): Promise<{ id: string; atMs: number } | null> {
  const [row] = await db.$queryRaw<{ atMs: bigint; id: string | null }[]>`
    SELECT at_stream_ms AS "atMs", payload ->> 'questionId' AS id FROM cue
    WHERE show_id = ${showId}::uuid AND kind = 'question' ORDER BY at_stream_ms DESC, id DESC LIMIT 1`;
  return row?.id ? { id: row.id, atMs: Number(row.atMs) } : null;
}
