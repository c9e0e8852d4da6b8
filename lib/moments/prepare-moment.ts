import type { TalkOf } from "#lib/accounts/gate.ts";
import { recordAct } from "#lib/audit/record-act.ts";
import type { Uses } from "#lib/container.ts";
import { expectRoomFor } from "#lib/polls/expect-room-for.ts";
import { Refusal } from "#lib/refusal.ts";
import type { MomentInput, MomentView } from "./schema.ts";
import { viewLiveMoment, viewMoment } from "./view.ts";

const mostOfShow = 50;

/** Every moment of a show, in the order they were made; there are at most fifty. */
export async function listMoments({ db }: Uses<"db">, talk: TalkOf<"show">): Promise<MomentView[]> {
  const moments = await db.moment.findMany({
    where: { showId: talk.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return moments.map(viewMoment);
}

/** Refuses with show_ended, show_cancelled or moments_full. */
export async function prepareMoment(
  { db }: Uses<"db">,
  { id: showId }: TalkOf<"show">,
  input: MomentInput,
): Promise<MomentView> {
  return db.$transaction(async (tx) => {
    const count = () => tx.moment.count({ where: { showId } });
    await expectRoomFor(tx, showId, { count, most: mostOfShow, full: "moments_full" });
    const { kind, text } = input;
    const threshold = "threshold" in input ? input.threshold : 1;
    return viewMoment(await tx.moment.create({ data: { showId, kind, threshold, text } }));
  });
}

/** Forgets one, whether it has come or not. Refuses with not_found. */
export async function discardMoment(
  { db }: Uses<"db">,
  { id: showId }: TalkOf<"show">,
  momentId: string,
): Promise<void> {
  const { count } = await db.moment.deleteMany({ where: { id: momentId, showId } });
  if (count === 0) throw new Refusal("not_found");
}

/** Lets it come now, whatever it waits for; it comes once. Refuses with not_found, show_not_live or moment_over. */
export async function fireMoment(
  { db, publish }: Uses<"db" | "publish">,
  { id: showId, keeper }: TalkOf<"show">,
  momentId: string,
): Promise<void> {
  const fired = await db.$transaction(async (tx) => {
    const moment = await tx.moment.findFirst({ where: { id: momentId, showId }, include: { show: true } });
    if (!moment) throw new Refusal("not_found");
    if (moment.show.status !== "LIVE") throw new Refusal("show_not_live");
    const changed = await tx.$executeRaw`
      UPDATE moment SET fired_at = now() WHERE id = ${momentId}::uuid AND fired_at IS NULL`;
    if (changed === 0) throw new Refusal("moment_over");
    const subject = `show:${showId}`;
    await recordAct(tx, { actorId: keeper.id, action: "moment.fired", subject, after: { kind: moment.kind } });
    return tx.moment.findUniqueOrThrow({ where: { id: momentId } });
  });
  publish.momentsReached(showId, viewLiveMoment(fired));
}
