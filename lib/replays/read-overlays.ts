import type { Uses } from "#lib/container.ts";
import { viewLivePoll } from "#lib/polls/view.ts";
import { listChapters } from "#lib/questions/queries.ts";
import { readAsked } from "#lib/questions/read-live.ts";
import type { ClaimCue, Overlays } from "#lib/replays/schema.ts";

const most = 1000;

/** What a show put over its picture; of what was removed or taken back nothing is said. */
export async function readOverlays({ db }: Uses<"db">, showId: string): Promise<Overlays> {
  const [asked, claims, polls, chapters, segments] = await Promise.all([
    readAsked(db, showId, most),
    readClaims({ db }, showId),
    db.poll.findMany({ where: { showId, status: "CLOSED", openedAt: { not: null } }, orderBy: { openedAt: "asc" } }),
    listChapters({ db }, showId),
    readSegments({ db }, showId),
  ]);
  return {
    ...{ asked, claims, segments, polls: polls.map(viewLivePoll) },
    chapters: chapters.flatMap(({ body, answeredAtMs }) => (answeredAtMs === null ? [] : [{ body, answeredAtMs }])),
  };
}

type Row = { atMs: bigint; claim: string | null; truth: string | null };

async function readClaims({ db }: Uses<"db">, showId: string): Promise<ClaimCue[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT u.at_stream_ms AS "atMs", c.claim, c.truth FROM (
      SELECT id, at_stream_ms, payload FROM cue WHERE show_id = ${showId}::uuid AND kind = 'claim'
      ORDER BY at_stream_ms DESC, id DESC LIMIT ${most}) u
    LEFT JOIN claim c ON c.id = (u.payload ->> 'claimId')::uuid AND c.withdrawn_at IS NULL ORDER BY u.at_stream_ms, u.id`;
  return rows.map(({ atMs, claim, truth }) => ({
    atMs: Number(atMs),
    claim: claim !== null && truth !== null ? { claim, truth } : null,
  }));
}

async function readSegments({ db }: Uses<"db">, showId: string): Promise<Overlays["segments"]> {
  const rows = await db.$queryRaw<{ atMs: bigint; title: string }[]>`
    SELECT at_stream_ms AS "atMs", payload ->> 'title' AS title FROM cue
    WHERE show_id = ${showId}::uuid AND kind = 'segment' ORDER BY at_stream_ms, id LIMIT ${most}`;
  return rows.map(({ atMs, title }) => ({ title, atMs: Number(atMs) }));
}
