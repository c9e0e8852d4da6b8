import { z } from "zod";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { isDuplicateOf } from "#lib/db.ts";
import type { LivePoll, PinCue, ShowStatus } from "#lib/live/contract.ts";
import { openPollWithin, withdrawPollWithin } from "#lib/polls/run-poll.ts";
import { Refusal } from "#lib/refusal.ts";
import { listSegments } from "#lib/rundown/queries.ts";
import type { BackInput, NextInput, SegmentView, StepDone } from "#lib/rundown/schema.ts";
import { writePin } from "#lib/shows/pin-product.ts";
import { streamMomentOf } from "#lib/shows/stream-moment.ts";
import type { Prisma } from "#prisma/client/client.ts";

type App = Uses<"channels" | "db" | "publish">;
type Tx = Prisma.TransactionClient;
type Run = { status: ShowStatus; version: number; segmentId: string | null; since: Date | null; pinned: string | null };
type Told = { pin: PinCue | null; poll: LivePoll | null; left: StepDone["left"] };

/** What a step leaves to be taken back by. */
const trace = z.object({
  before: z.object({
    segmentId: z.string().nullable(),
    since: z.string().nullable(),
    productId: z.string().nullable(),
  }),
  /** What it pinned and asked. */
  productId: z.string().nullable(),
  pollId: z.string().nullable(),
});
type Trace = z.infer<typeof trace>;

/**
 * The show comes to its next segment, or to the one that is named: its product is pinned, its poll is asked, its chapter begins, all or
 * nothing. Refuses with show_not_live, run_over, not_found, or run_moved when another hand was quicker.
 */
export function goNext(app: App, show: DeskOf<"show">, { version, to, moment }: NextInput): Promise<StepDone> {
  const at = streamMomentOf(app, show.id, moment);
  return step(app, show, { version, action: "run.next" }, async (tx, run) => {
    const segment = await findNext(tx, show.id, run.segmentId, to);
    const productId = segment.productId ?? (await productOfDrop(tx, segment.dropId));
    const isNew = productId !== null && productId !== run.pinned;
    const pin = isNew ? await writePin(tx, show.id, { productId, at }) : null;
    const poll = segment.pollId
      ? await openPollWithin(tx, { showId: show.id, actorId: show.hand.id, pollId: segment.pollId })
      : null;
    const before = { segmentId: run.segmentId, since: run.since?.toISOString() ?? null, productId: run.pinned };
    const made: Trace = { before, productId: pin?.productId ?? null, pollId: poll?.id ?? null };
    await tx.$executeRaw`
      INSERT INTO cue (show_id, at_stream_ms, kind, payload)
      VALUES (${show.id}::uuid, ${at}::bigint, 'segment', ${JSON.stringify({ ...made, title: segment.title })}::jsonb)`;
    await standAt(tx, show, segment.id, null);
    return {
      pin,
      poll,
      left: [...leftIf(isNew && !pin, "product"), ...leftIf(segment.pollId !== null && !poll, "poll")],
    };
  });
}

/** Takes the last step back: where the run stood, what was pinned, and the poll with its answers. Refuses with run_at_start or run_moved. */
export function goBack(app: App, show: DeskOf<"show">, { version, moment }: BackInput): Promise<StepDone> {
  const at = streamMomentOf(app, show.id, moment);
  return step(app, show, { version, action: "run.back" }, async (tx, run) => {
    const [last] = await tx.$queryRaw<{ id: bigint; payload: unknown }[]>`
      SELECT id, payload FROM cue WHERE show_id = ${show.id}::uuid AND kind = 'segment' ORDER BY id DESC LIMIT 1`;
    if (!last) throw new Refusal("run_at_start");
    const { before, productId, pollId } = trace.parse(last.payload);
    await tx.$executeRaw`DELETE FROM cue WHERE id = ${last.id}`;
    // What a hand pinned since then stays.
    const isOurs = productId !== null && productId === run.pinned;
    const pin = isOurs ? await writePin(tx, show.id, { productId: before.productId, at }) : null;
    const poll = pollId ? await withdrawPollWithin(tx, { showId: show.id, actorId: show.hand.id, pollId }) : null;
    const known = before.segmentId ? await tx.segment.count({ where: { id: before.segmentId } }) : 0;
    await standAt(tx, show, known > 0 ? before.segmentId : null, before.since);
    return { pin, poll, left: [] };
  });
}

async function step(
  { db, publish }: App,
  show: DeskOf<"show">,
  { version, action }: { version: number; action: string },
  work: (tx: Tx, run: Run) => Promise<Told>,
): Promise<StepDone> {
  const told = await db
    .$transaction(async (tx) => {
      const done = await work(tx, await holdRun(tx, show.id, version));
      await recordAct(tx, {
        actorId: show.hand.id,
        action,
        subject: `show:${show.id}`,
        after: { version: version + 1 },
      });
      return done;
    })
    .catch((error: unknown): Told => {
      if (isDuplicateOf(error, "poll_open")) throw new Refusal("poll_open");
      throw error;
    });
  if (told.pin) publish.pinned(show.id, told.pin);
  if (told.poll) publish.pollMoved(show.id, told.poll);
  publish.runMoved(show.id);
  return { version: version + 1, left: told.left };
}

/** The run as it stands, held until the step is done: of two hands one is told that it came late. */
async function holdRun(tx: Tx, showId: string, version: number): Promise<Run> {
  const [run] = await tx.$queryRaw<Run[]>`
    SELECT status::text, run_version AS version, run_segment_id::text AS "segmentId", run_since AS since, pinned_product_id::text AS pinned
    FROM show WHERE id = ${showId}::uuid FOR NO KEY UPDATE`;
  if (!run) throw new Refusal("not_found");
  if (run.version !== version) throw new Refusal("run_moved", { detail: { version: run.version } });
  if (run.status !== "LIVE") throw new Refusal("show_not_live");
  return run;
}

async function findNext(tx: Tx, showId: string, current: string | null, to: string | undefined): Promise<SegmentView> {
  const segments = await listSegments(tx, showId);
  const next = to ? segments.find(({ id }) => id === to) : segments[segments.findIndex(({ id }) => id === current) + 1];
  if (!next) throw new Refusal(to ? "not_found" : "run_over");
  return next;
}

async function productOfDrop(tx: Tx, dropId: string | null): Promise<string | null> {
  if (!dropId) return null;
  const drop = await tx.drop.findUnique({
    where: { id: dropId },
    select: { edition: { select: { productId: true } } },
  });
  return drop?.edition.productId ?? null;
}

function standAt(tx: Tx, show: DeskOf<"show">, segmentId: string | null, since: string | null): Promise<number> {
  return tx.$executeRaw`
    UPDATE show SET run_version = run_version + 1, run_segment_id = ${segmentId}::uuid, run_hand_id = ${show.hand.id}::uuid,
      run_since = CASE WHEN ${segmentId}::uuid IS NULL THEN NULL ELSE coalesce(${since}::timestamptz, now()) END
    WHERE id = ${show.id}::uuid`;
}

function leftIf<What extends StepDone["left"][number]>(isLeft: boolean, what: What): What[] {
  return isLeft ? [what] : [];
}
