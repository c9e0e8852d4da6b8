import { recordAct } from "#lib/audit/record-act.ts";
import type { Database } from "#lib/db.ts";
import type { Engine } from "#lib/engine/engine.ts";
import { pauseDropWithVideo } from "#lib/engine/move-drop.ts";
import type { VideoStatus } from "#lib/live/contract.ts";
import { log } from "#lib/log.ts";

type Needed = { db: Database; engine: Engine };

const patienceMs = 2000;
const againMs = 1000;

/**
 * Nobody should miss a drop because the host's line broke: while a live show's picture is away for more than two seconds
 * the clocks of its drops stand still, and go on with the picture. A host may switch that off for a show.
 */
export class VideoPauses {
  readonly #needed: Needed;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** The newest word of each show that was acted upon. */
  readonly #newest = new Map<string, symbol>();
  #work: Promise<void> = Promise.resolve();

  constructor(needed: Needed) {
    this.#needed = needed;
  }

  hear(showId: string, status: VideoStatus) {
    clearTimeout(this.#waiting.get(showId));
    this.#waiting.delete(showId);
    this.#newest.delete(showId);
    if (status === "live") this.#queue(showId, false);
    if (status === "interrupted") this.#later(showId, true, patienceMs);
  }

  stop() {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#newest.clear();
  }

  #later(showId: string, paused: boolean, ms: number) {
    const timer = setTimeout(() => {
      this.#waiting.delete(showId);
      this.#queue(showId, paused);
    }, ms);
    this.#waiting.set(showId, timer.unref());
  }

  /** One after the other, so that a pause and its end never overtake each other; what failed is tried until newer word comes. */
  #queue(showId: string, paused: boolean) {
    const word = Symbol(showId);
    this.#newest.set(showId, word);
    this.#work = this.#work
      .then(() => pauseDropsOf(this.#needed, showId, paused))
      .catch((error: unknown) => {
        log.warn(
          { event: "drop_pause_failed", err: error, showId, paused },
          "drops could not be paused or resumed with the video; retrying",
        );
        if (this.#newest.get(showId) === word) this.#later(showId, paused, againMs);
      });
  }
}

async function pauseDropsOf({ db, engine }: Needed, showId: string, paused: boolean): Promise<void> {
  const drops = await db.drop.findMany({
    where: {
      showId,
      ...(paused
        ? { status: { in: ["ARMED", "OPEN"] }, pausedAt: null, show: { status: "LIVE", pauseWithVideo: true } }
        : { pausedForVideo: true }),
    },
    select: { id: true },
  });
  for (const { id } of drops) {
    await engine.commit(async (write) => {
      if (!(await pauseDropWithVideo(write, id, paused))) return;
      const action = paused ? "drop.paused" : "drop.resumed";
      await recordAct(write.tx, { actorId: null, action, subject: `drop:${id}`, after: { because: "video" } });
    });
  }
}
