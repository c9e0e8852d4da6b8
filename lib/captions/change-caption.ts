import { randomUUID } from "node:crypto";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { publishCaptions } from "#lib/captions/publish-captions.ts";
import type { CueChange } from "#lib/captions/schema.ts";
import { splitText } from "#lib/captions/split-text.ts";
import { shareSpan } from "#lib/captions/time-lines.ts";
import { viewCue } from "#lib/captions/view.ts";
import type { Uses } from "#lib/container.ts";
import type { CaptionCue } from "#lib/live/contract.ts";
import { Refusal } from "#lib/refusal.ts";
import type { Prisma, CaptionCue as Row } from "#prisma/client/client.ts";

const maxMs = 60_000;

/**
 * Corrects a caption. One that has become too long for the picture goes on in captions of its own, within the same span.
 * Refuses with not_found, invalid_body (a span that is none) or recording_held.
 */
export async function changeCaption(
  app: Uses<"channels" | "db" | "newestCues" | "publish">,
  show: DeskOf<"show">,
  cueId: string,
  change: CueChange,
): Promise<CaptionCue[]> {
  const { db } = app;
  const cues = await db.$transaction(async (tx) => {
    const cue = await lockCue(tx, show.id, cueId);
    const [from, to] = [change.startMs ?? Number(cue.startMs), change.endMs ?? Number(cue.endMs)];
    if (to <= from || to - from > maxMs)
      throw new Refusal("invalid_body", { field: change.endMs === undefined ? "startMs" : "endMs" });
    const pieces = change.text === undefined ? [cue.text] : splitText(change.text);
    const [first, ...more] = shareSpan(pieces, { from, to }).map(({ text, startMs, endMs }) => ({
      ...{ text, startMs: BigInt(startMs), endMs: BigInt(endMs) },
    }));
    const data = { ...first, version: { increment: 1 }, changedAt: new Date() };
    const changed = await tx.captionCue.update({ where: { id: cue.id }, data });
    const { showId, language, source } = cue;
    const rest = { showId, language, source, authorId: show.hand.id };
    const added = await tx.captionCue.createManyAndReturn({
      data: more.map((each) => ({ ...each, ...rest, id: randomUUID() })),
    });
    return [changed, ...added].map(viewCue);
  });
  publishCaptions(app, show.id, { cues });
  return cues;
}

/** Takes a caption back. Refuses with not_found or recording_held. */
export async function deleteCaption(
  app: Uses<"channels" | "db" | "newestCues" | "publish">,
  show: DeskOf<"show">,
  cueId: string,
): Promise<void> {
  const { db } = app;
  await db.$transaction(async (tx) => {
    const { id } = await lockCue(tx, show.id, cueId);
    await tx.captionCue.delete({ where: { id } });
  });
  publishCaptions(app, show.id, { removed: [cueId] });
}

/** What a legal hold keeps is kept as it is. */
async function lockCue(tx: Prisma.TransactionClient, showId: string, cueId: string): Promise<Row> {
  await tx.$queryRaw`SELECT FROM show WHERE id = ${showId}::uuid FOR NO KEY UPDATE`;
  const cue = await tx.captionCue.findFirst({ where: { id: cueId, showId } });
  if (!cue) throw new Refusal("not_found");
  if ((await tx.recording.count({ where: { showId, legalHold: true } })) > 0) throw new Refusal("recording_held");
  return cue;
}
