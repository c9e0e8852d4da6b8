import type { FastBuffer } from "./fast-buffer.ts";
import { afterStall, holdDelay, startDelay } from "./hold-delay.ts";
import { play, secondsAhead } from "./source.ts";

const trimEveryLooks = 20;
const stillForMs = 250;
const emptySeconds = 0.08;
/** Beside the newest part, so that the first pictures do not stand still at once. */
export const startsBehindSeconds = 0.35;

/** Starts the picture of the fast line, holds its delay, jumps over holes and lets go of the past. Looks ten times a second. */
export class FastKeeper {
  readonly #element: HTMLVideoElement;
  readonly #buffer: FastBuffer;
  #delay = startDelay(performance.now());
  #hasStarted = false;
  #lastTime = 0;
  #movedAt = performance.now();
  #isStill = false;
  #looks = 0;

  constructor(element: HTMLVideoElement, buffer: FastBuffer) {
    this.#element = element;
    this.#buffer = buffer;
  }

  look(at: number) {
    const { paused, seeking } = this.#element;
    this.#looks += 1;
    if (this.#looks % trimEveryLooks === 0) this.#buffer.trim();
    if (this.#hasStarted && !paused && !seeking) return this.#keep(at);
    this.#hasStarted ||= this.#start();
    this.#movedAt = at;
  }

  #start(): boolean {
    const { buffered } = this.#element;
    if (buffered.length === 0) return false;
    const last = buffered.length - 1;
    const wanted = buffered.end(last) - startsBehindSeconds - this.#buffer.partSeconds();
    this.#element.currentTime = Math.max(buffered.start(last), wanted);
    play(this.#element);
    return true;
  }

  #keep(at: number): void {
    const element = this.#element;
    const ahead = secondsAhead(element);
    if (element.currentTime !== this.#lastTime) {
      this.#movedAt = at;
      this.#isStill = false;
    }
    this.#lastTime = element.currentTime;
    const standsStill = at - this.#movedAt > stillForMs;
    if (standsStill) this.#jumpOverHole();
    if (!this.#isStill && standsStill && ahead < emptySeconds) {
      this.#isStill = true;
      this.#delay = afterStall(this.#delay, at);
    }
    if (!this.#isStill) this.#holdDelay({ at, ahead });
  }

  #holdDelay(seen: { at: number; ahead: number }): void {
    const { delay, skip, rate } = holdDelay(this.#delay, seen);
    this.#delay = delay;
    if (skip > 0) this.#element.currentTime += skip;
    if (this.#element.playbackRate !== rate) this.#element.playbackRate = rate;
  }

  #jumpOverHole(): void {
    const { buffered, currentTime } = this.#element;
    for (let index = 0; index < buffered.length; index++) {
      if (buffered.start(index) > currentTime && buffered.end(index) - buffered.start(index) > 0.1) {
        this.#element.currentTime = buffered.start(index) + 0.01;
        return;
      }
    }
  }
}
