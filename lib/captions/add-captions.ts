import { randomUUID } from "node:crypto";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { newestPicture } from "#lib/captions/newest-picture.ts";
import { publishCaptions } from "#lib/captions/publish-captions.ts";
import { maxCues } from "#lib/captions/queries.ts";
import type { CaptionLine, CaptionsInput } from "#lib/captions/schema.ts";
import { leastMs, timeLines } from "#lib/captions/time-lines.ts";
import { viewCue } from "#lib/captions/view.ts";
import type { Uses } from "#lib/container.ts";
import type { CaptionCue } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma } from "#prisma/client/client.ts";

/** How far outside its show a line may lie. */
const slackMs = 10 * 60_000;
/** Lines that follow one another queue behind what is due so soon, not behind what was put far ahead. */
const queueMs = 15_000;

/**
 * Writes captions into a show, in the order given. A line without times takes the place of the one that stands. Refuses
 * with show_not_live, show_ended (without times), invalid_body (times outside the show), not_found or captions_full.
 */
export async function addCaptions(
  app: Uses<"channels" | "db" | "newestCues" | "publish">,
  show: DeskOf<"show">,
  { language, lines }: CaptionsInput,
): Promise<CaptionCue[]> {
  const { db } = app;
  const { added, shortened } = await db.$transaction(async (tx) => {
    expectRoom(await lockShow(tx, show.id), lines);
    const track = { showId: show.id, language, newestMs: newestPicture(app, show.id) };
    const timed = timeLines(lines, { newestMs: track.newestMs, freeFromMs: await freeFrom(tx, track) });
    const first = timed.find(({ follows }) => follows);
    const shortened = first ? await shorten(tx, track, first.startMs) : [];
    const added = await tx.captionCue.createManyAndReturn({
      data: timed.map(({ startMs, endMs, text, source }) => ({
        ...{ id: randomUUID(), showId: show.id, language, text, source, authorId: show.hand.id },
        ...{ startMs: BigInt(startMs), endMs: BigInt(endMs) },
      })),
    });
    return { added: added.map(viewCue), shortened };
  });
  publishCaptions(app, show.id, { cues: [...shortened, ...added] });
  return added;
}

type Locked = { status: string; from: number; to: number; isDeleted: boolean; cues: number };
type Track = { showId: string; language: string; newestMs: number };

/** Lines of one show are written one after the other, and none after its end or the deletion of its recording. */
async function lockShow(tx: Prisma.TransactionClient, showId: string): Promise<Locked> {
  const [locked] = await tx.$queryRaw<Locked[]>`
    SELECT s.status::text, extract(epoch FROM coalesce(s.went_live_at, now()))::float8 * 1000 AS "from",
      extract(epoch FROM coalesce(s.ended_at, now()))::float8 * 1000 AS "to",
      EXISTS (SELECT FROM recording r WHERE r.show_id = s.id AND r.state = 'DELETED') AS "isDeleted",
      (SELECT count(*)::int FROM caption_cue c WHERE c.show_id = s.id) AS cues
    FROM show s WHERE s.id = ${showId}::uuid FOR NO KEY UPDATE OF s`;
  if (!locked) throw new Refusal("not_found");
  return locked;
}

function expectRoom({ status, from, to, isDeleted, cues }: Locked, lines: CaptionLine[]): void {
  if (status === "SCHEDULED" || status === "DRAFT") throw new Refusal("show_not_live");
  if (status === "CANCELLED") throw new Refusal("show_cancelled");
  if (isDeleted) throw new Refusal("not_found");
  if (cues + lines.length > maxCues) throw new Refusal("captions_full");
  for (const [index, { startMs, endMs = startMs }] of lines.entries()) {
    if (startMs === undefined && status === "ENDED") throw new Refusal("show_ended");
    if (startMs === undefined || endMs === undefined) continue;
    const field = startMs < from - slackMs ? "startMs" : endMs > to + slackMs ? "endMs" : undefined;
    if (field) throw new Refusal("invalid_body", { field: `lines.${index}.${field}`, detail: { from, to } });
  }
}

/** The last one that is due stands for a moment before the next may come. */
async function freeFrom(tx: Prisma.TransactionClient, { showId, language, newestMs }: Track): Promise<number> {
  const [last] = await tx.$queryRaw<{ startMs: number | null }[]>`
    SELECT max(start_ms)::float8 AS "startMs" FROM caption_cue
    WHERE show_id = ${showId}::uuid AND language = ${language} AND start_ms BETWEEN ${newestMs - queueMs}::bigint AND ${newestMs + queueMs}::bigint`;
  return (last?.startMs ?? Number.NEGATIVE_INFINITY) + leastMs;
}

async function shorten(tx: Prisma.TransactionClient, { showId, language }: Track, atMs: number): Promise<CaptionCue[]> {
  const standing = { showId, language, startMs: { lt: BigInt(atMs) }, endMs: { gt: BigInt(atMs) } };
  const changed = await tx.captionCue.updateManyAndReturn({
    where: standing,
    data: { endMs: BigInt(atMs), version: { increment: 1 } },
  });
  return changed.map(viewCue);
}
