import type { Uses } from "#lib/container.ts";
import { writePlaces } from "#lib/engine/move-drop.ts";
import { Throttle } from "#lib/jobs/throttle.ts";
import type { TimedWork } from "#lib/jobs/timed-work.ts";

/** One lock of the edition for so many: some 50 ms. */
const maxAtOnce = 2000;

/**
 * What the opening of a long line has drawn, written into its entries once everybody was told: until then the draw itself says where
 * each stands. A process that dies on the way leaves the rest to whichever is there.
 */
export const drawnPlaces: TimedWork<Uses<"db" | "engine">> = {
  name: "write-places",
  every: 1,
  due: "EXISTS (SELECT FROM drop_draw WHERE drawn_at < now() - interval '2 seconds')",
  work: writeDrawnPlaces,
};

export async function writeDrawnPlaces({ db, engine }: Uses<"db" | "engine">): Promise<void> {
  const throttle = new Throttle();
  for (const { dropId } of await db.dropDraw.findMany({ select: { dropId: true } })) {
    while ((await engine.once((write) => writePlaces(write, dropId, maxAtOnce))) > 0) await throttle.rest();
  }
}
