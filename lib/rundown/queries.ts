import type { DeskOf } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import type { RundownView, SegmentView } from "#lib/rundown/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";

export const segmentSelect = {
  ...{ id: true, kind: true, title: true, seconds: true, script: true },
  ...{ productId: true, dropId: true, pollId: true },
} satisfies Prisma.SegmentSelect;

/** The plan of a show in its order, and where it stands. */
export async function readRundown({ db }: Uses<"db">, { id }: DeskOf<"show">): Promise<RundownView> {
  const select = { runVersion: true, runSegmentId: true, runSince: true, runHandId: true };
  const [show, segments] = await Promise.all([
    db.show.findUniqueOrThrow({ where: { id }, select }),
    listSegments(db, id),
  ]);
  const { runVersion: version, runSegmentId: segmentId, runSince, runHandId } = show;
  const hand = runHandId ? await db.user.findUnique({ where: { id: runHandId }, select: { name: true } }) : null;
  return { version, segmentId, since: runSince?.toISOString() ?? null, hand: hand?.name ?? null, segments };
}

export function listSegments(db: Pick<Prisma.TransactionClient, "segment">, showId: string): Promise<SegmentView[]> {
  return db.segment.findMany({
    where: { showId },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    select: segmentSelect,
  });
}
