import { randomUUID } from "node:crypto";
import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { segmentSelect } from "#lib/rundown/queries.ts";
import {
  mostSegments,
  type SegmentBatch,
  type SegmentChange,
  type SegmentInput,
  type SegmentView,
} from "#lib/rundown/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";

type App = Uses<"db" | "publish">;
type Planned = DeskOf<"show">;
type Tx = Prisma.TransactionClient;

/** Adds a segment behind another, or at the end. Refuses with segments_full, or not_found for what is none of the show's. */
export async function addSegment(app: App, show: Planned, input: SegmentInput): Promise<SegmentView> {
  const { after, ...segment } = input;
  const id = randomUUID();
  await plan(app, show, async (tx) => {
    await expectRoom(tx, show.id, 1);
    await expectOfShow(tx, show.id, segment);
    const position = await placeBehind(tx, show.id, after);
    await tx.segment.create({ data: { ...segment, id, position, showId: show.id } });
  });
  return { ...segment, id };
}

/** Adds many at the end, as a template or a file names them. Refuses as one does; then none is added. */
export async function addSegments(app: App, show: Planned, { segments }: SegmentBatch): Promise<void> {
  await plan(app, show, async (tx) => {
    await expectRoom(tx, show.id, segments.length);
    for (const segment of segments) await expectOfShow(tx, show.id, segment);
    const last = await lastPosition(tx, show.id);
    const data = segments.map((segment, index) => ({ ...segment, position: last + 1 + index, showId: show.id }));
    await tx.segment.createMany({ data });
  });
}

/** Adds the plan of another show at the end; its drops and polls, and products that this one does not show, are left out. */
export async function copySegments(app: App, show: Planned, source: Planned): Promise<void> {
  await plan(app, show, async (tx) => {
    await expectRoom(tx, show.id, await tx.segment.count({ where: { showId: source.id } }));
    const last = await lastPosition(tx, show.id);
    await tx.$executeRaw`
      INSERT INTO segment (id, show_id, position, kind, title, seconds, script, product_id)
      SELECT gen_random_uuid(), ${show.id}::uuid, ${last}::int + row_number() OVER (ORDER BY s.position, s.created_at, s.id),
        s.kind, s.title, s.seconds, s.script,
        (SELECT product_id FROM show_product WHERE show_id = ${show.id}::uuid AND product_id = s.product_id)
      FROM segment s WHERE s.show_id = ${source.id}::uuid`;
  });
}

/** Refuses with not_found for another show's segment, or for what is none of the show's. */
export async function changeSegment(
  app: App,
  show: Planned,
  { segmentId, change }: { segmentId: string; change: SegmentChange },
): Promise<SegmentView> {
  const where = { id: segmentId, showId: show.id };
  await plan(app, show, async (tx) => {
    await expectOfShow(tx, show.id, change);
    const { count } = await tx.segment.updateMany({ where, data: change });
    if (count === 0) throw new Refusal("not_found");
  });
  return app.db.segment.findFirstOrThrow({ where, select: segmentSelect });
}

/** Refuses with not_found, or segment_on_air for the one in which the show is. */
export async function removeSegment(app: App, show: Planned, segmentId: string): Promise<void> {
  await plan(app, show, async (tx, { runSegmentId }) => {
    if (runSegmentId === segmentId) throw new Refusal("segment_on_air");
    const { count } = await tx.segment.deleteMany({ where: { id: segmentId, showId: show.id } });
    if (count === 0) throw new Refusal("not_found");
  });
}

/** Puts the segments into this order; those that are not named come after. */
export async function orderSegments(app: App, show: Planned, ids: string[]): Promise<void> {
  await plan(app, show, async (tx) => {
    await tx.$executeRaw`
      UPDATE segment s SET position = n.position FROM (
        SELECT s.id, row_number() OVER (ORDER BY w.position NULLS LAST, s.position, s.created_at, s.id) AS position
        FROM segment s LEFT JOIN unnest(${ids}::uuid[]) WITH ORDINALITY w(id, position) ON w.id = s.id
        WHERE s.show_id = ${show.id}::uuid) n
      WHERE n.id = s.id AND s.position <> n.position`;
  });
}

type Standing = { runSegmentId: string | null };

/** One change of a plan at a time, told to whoever works at the show. */
async function plan(
  { db, publish }: App,
  { id }: Planned,
  change: (tx: Tx, show: Standing) => Promise<unknown>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [show] = await tx.$queryRaw<Standing[]>`
      SELECT run_segment_id::text AS "runSegmentId" FROM show WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    if (!show) throw new Refusal("not_found");
    await change(tx, show);
  });
  publish.runMoved(id);
}

async function expectRoom(tx: Tx, showId: string, more: number): Promise<void> {
  if ((await tx.segment.count({ where: { showId } })) + more > mostSegments) throw new Refusal("segments_full");
}

async function expectOfShow(tx: Tx, showId: string, { productId, dropId, pollId }: SegmentChange): Promise<void> {
  if (productId && (await tx.showProduct.count({ where: { showId, productId } })) === 0)
    throw new Refusal("product_not_in_show", { field: "productId" });
  if (dropId && (await tx.drop.count({ where: { id: dropId, showId } })) === 0)
    throw new Refusal("not_found", { field: "dropId" });
  if (pollId && (await tx.poll.count({ where: { id: pollId, showId } })) === 0)
    throw new Refusal("not_found", { field: "pollId" });
}

async function lastPosition(tx: Tx, showId: string): Promise<number> {
  return (await tx.segment.aggregate({ where: { showId }, _max: { position: true } }))._max.position ?? 0;
}

/** The place behind a segment, made free; one that is gone meanwhile means the end. */
async function placeBehind(tx: Tx, showId: string, after: string | null | undefined): Promise<number> {
  const before = after
    ? await tx.segment.findFirst({ where: { id: after, showId }, select: { position: true } })
    : null;
  if (after !== null && !before) return (await lastPosition(tx, showId)) + 1;
  const position = (before?.position ?? 0) + 1;
  await tx.$executeRaw`
    UPDATE segment SET position = position + 1 WHERE show_id = ${showId}::uuid AND position >= ${position}::int`;
  return position;
}
