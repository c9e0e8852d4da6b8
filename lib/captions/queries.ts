import { viewCue } from "#lib/captions/view.ts";
import type { Database } from "#lib/db.ts";
import type { CaptionCue } from "#lib/live/contract.ts";

export const newestCues = 60;
export const cuesPerPage = 500;
/** A festival of twelve hours has about twenty thousand. */
export const maxCues = 30_000;

/** What somebody who comes in reads, oldest first. */
export async function readNewestCues(db: Database, showId: string): Promise<CaptionCue[]> {
  const order = [{ startMs: "desc" as const }, { id: "desc" as const }];
  const rows = await db.captionCue.findMany({ where: { showId }, orderBy: order, take: newestCues });
  return rows.reverse().map(viewCue);
}

/** The captions that begin at `from` or later, at most a page of them. */
export async function readCuesFrom(db: Database, showId: string, from: number): Promise<CaptionCue[]> {
  const where = { showId, startMs: { gte: BigInt(from) } };
  const order = [{ startMs: "asc" as const }, { id: "asc" as const }];
  return (await db.captionCue.findMany({ where, orderBy: order, take: cuesPerPage })).map(viewCue);
}

/** Every caption of a show, in its order. */
export async function readAllCues(db: Database, showId: string): Promise<CaptionCue[]> {
  const order = [{ startMs: "asc" as const }, { id: "asc" as const }];
  return (await db.captionCue.findMany({ where: { showId }, orderBy: order, take: maxCues })).map(viewCue);
}
