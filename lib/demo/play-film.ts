import type { Uses } from "#lib/container.ts";
import type { LoopedFilm } from "#lib/demo/looped-film.ts";
import { log } from "#lib/log.ts";
import { Refusal } from "#lib/refusal.ts";

/** A process that slept this long begins anew rather than sending all that it missed. */
const lateMs = 3000;
/** One take lasts this long at most: its clock may not run for weeks. */
const takeSeconds = 86_400;

/** A film that plays as a show's live picture, at the pace of time, until it is stopped, pushed aside by a host, or the show ends. */
export class FilmPlayer {
  readonly #app: Uses<"air" | "channels">;
  readonly #film: LoopedFilm;
  #timer: NodeJS.Timeout | undefined;
  #showId: string | undefined;

  constructor(app: Uses<"air" | "channels">, film: LoopedFilm) {
    this.#app = app;
    this.#film = film;
  }

  /** The show on whose air it is. */
  get showId(): string | undefined {
    return this.#showId;
  }

  play(showId: string, name: string): void {
    this.stop();
    this.#showId = showId;
    this.#unlessRefused(() => this.#begin(showId, name));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#showId = undefined;
  }

  #begin(showId: string, name: string): void {
    const { channels, air } = this.#app;
    const channel = channels.open(showId);
    const { takeId, showKey: key } = channel.startTake({}, { isRecorded: false });
    air.grant(showId, { sender: "demo-film", name, device: "", givesWay: true });
    channel.accept({ takeId, key, n: 0, bytes: this.#film.init });
    const startedAt = performance.now();
    const goOn = (n: number) => {
      const { bytes, endSeconds } = this.#film.piece(n);
      const wait = startedAt + endSeconds * 1000 - performance.now();
      const isOver = wait < -lateMs || (endSeconds > takeSeconds && n % this.#film.length === 0);
      const step = () => {
        if (isOver) return this.#begin(showId, name);
        channel.accept({ takeId, key, n: n + 1, bytes });
        goOn(n + 1);
      };
      this.#timer = setTimeout(() => this.#unlessRefused(step), isOver ? 0 : Math.max(0, wait)).unref();
    };
    goOn(0);
  }

  #unlessRefused(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.stop();
      // A host took over, or the show is over: what there is to do about it is seen at the next look.
      if (!(error instanceof Refusal)) log.error({ event: "demo_film_failed", err: error }, "the demo's film stopped");
    }
  }
}
