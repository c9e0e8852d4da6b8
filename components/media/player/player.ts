import { loadHls } from "./load-hls.ts";
import { mediaSourceKind } from "./media-source.ts";
import {
  type ElementEffect,
  type Facts,
  type PlayerEffect,
  type PlayerEvent,
  type PlayerMachine,
  type Step,
  startPlayer,
} from "./player-machine.ts";
import { PlayerSources } from "./player-sources.ts";
import type { PlayerState } from "./player-state.ts";
import { type PresenceWatch, watchPresence } from "./presence.ts";
import { reducePlayer } from "./reduce-player.ts";
import { play, wantsTap } from "./source.ts";
import { createStallWatch } from "./stall-watch.ts";
import { keepPicture, type StillPicture } from "./still-picture.ts";
import { looksThin } from "./thin-line.ts";
import { waysOf } from "./ways.ts";

type PlayerWish = {
  video: HTMLVideoElement;
  canvas: HTMLCanvasElement;
  showId: string;
  isReplay?: boolean;
  soundOnly: boolean;
  /** Pictures of the live show are arriving at the server. */
  isOnAir: boolean;
  /** So many watch that they must not all ask at one moment. */
  isCrowd?: () => boolean;
  /** The server's time, in milliseconds since 1970. */
  now: () => number;
  onState: (state: PlayerState) => void;
};

const lookEveryMs = 100;
/** The slower tier's code does not take the line from the first pictures. */
const spareAfterMs = 4000;

/**
 * One show in one video element, over whatever way is best. What happens becomes an event, `reducePlayer` says what follows,
 * and this does it. All moments are stream clock milliseconds.
 */
export class Player {
  readonly #wish: PlayerWish;
  readonly #still: StillPicture;
  readonly #sources: PlayerSources;
  readonly #stalls: ReturnType<typeof createStallWatch>;
  readonly #presence: PresenceWatch;
  readonly #timer: ReturnType<typeof setInterval>;
  #machine: PlayerMachine;
  #waiting: { event: PlayerEvent; facts: Facts }[] = [];
  #isBusy = false;
  #isClosed = false;
  #spare: ReturnType<typeof setTimeout> | undefined;
  #lastShown: number | null = null;

  constructor(wish: PlayerWish) {
    const { video, canvas, showId, isReplay = false, soundOnly: wantsSound, isOnAir } = wish;
    const canPlayFast = mediaSourceKind() !== undefined && typeof WebSocket !== "undefined";
    this.#wish = wish;
    this.#machine = startPlayer({ isReplay, wantsSound, isOnAir, canPlayFast, ways: waysOf(), isThin: looksThin() });
    this.#still = keepPicture(video, canvas, (isFrozen) => this.#hear({ type: "frozen", isFrozen }));
    this.#sources = new PlayerSources({
      ...{ video, showId, onReset: this.#still.freeze },
      onEvent: (event) => this.#hear(event),
    });
    this.#stalls = createStallWatch(video);
    this.#timer = setInterval(this.#look, lookEveryMs);
    this.#presence = watchPresence(video, {
      clock: this.clock,
      onPlayback: () => this.#hear({ type: "playback" }),
      onReturn: (what) => {
        this.#hear({ type: "returned", what });
        this.#hear({ type: "resume" });
        this.#hear({ type: "judgeLine" });
      },
    });
    video.addEventListener("volumechange", this.#hearVolume);
    video.muted = true;
    this.#hear({ type: "begin" });
  }

  /**
   * The moment that is on screen; null while that is not known. While the source changes the last picture stands, and its
   * moment with it.
   */
  readonly clock = (): number | null => {
    const { isOnAir, wantsPast, shown, source } = this.#machine;
    // Nothing moves on screen, so nothing may wait for it.
    if (!isOnAir && !wantsPast) return null;
    const isKnown = source !== null && (shown.seen || shown.tier === "audio");
    const read = isKnown ? this.#sources.streamClock(source) : null;
    if (read !== null && !shown.frozen) this.#lastShown = read;
    return shown.frozen ? this.#lastShown : read;
  };

  goLive(): void {
    this.#hear({ type: "goLive" });
  }

  seekTo(streamMs: number): void {
    this.#hear({ type: "seek", streamMs });
  }

  /** So many seconds back from what is on screen, or on. */
  skip(seconds: number): void {
    const at = this.clock();
    if (at !== null) this.seekTo(at + seconds * 1000);
  }

  togglePause(): void {
    this.#hear({ type: "toggle" });
  }

  /** What keys outside the page do: a lock screen, headphones, the picture in the picture. */
  playFromOutside(): void {
    this.#hear({ type: "playOutside" });
  }

  pauseFromOutside(): void {
    this.#hear({ type: "pauseOutside" });
  }

  setSoundOnly(isOn: boolean): void {
    this.#hear({ type: "soundOnly", isOn });
  }

  setOnAir(isOnAir: boolean): void {
    this.#hear({ type: "onAir", isOnAir });
  }

  /** Whether the picture stood still since this was asked last. */
  takeStalled(): boolean {
    const { hasStalled } = this.#machine;
    this.#hear({ type: "stallsTaken" });
    return hasStalled;
  }

  close(): void {
    const { video } = this.#wish;
    this.#isClosed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#spare);
    video.removeEventListener("volumechange", this.#hearVolume);
    this.#presence.close();
    this.#sources.close();
    this.#still.close();
    video.removeAttribute("src");
    video.load();
  }

  readonly #look = (): void => {
    this.#hear({ type: "tick" });
    this.#hear({ type: "look", look: this.#stalls.look(performance.now()) });
  };

  readonly #hearVolume = (): void => {
    const { muted, volume } = this.#wish.video;
    this.#hear({ type: "volume", isSilent: muted || volume === 0 });
  };

  /** One event after another: what an effect brings about is heard when all effects of its event are done. */
  #hear(event: PlayerEvent): void {
    if (this.#isClosed) return;
    this.#waiting.push({ event, facts: this.#facts() });
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        this.#follow(reducePlayer(this.#machine, next.event, next.facts));
      }
    } finally {
      this.#isBusy = false;
    }
  }

  #follow({ machine, effects }: Step): void {
    const isSame = JSON.stringify(machine.shown) === JSON.stringify(this.#machine.shown);
    this.#machine = machine;
    if (!isSame) this.#wish.onState(machine.shown);
    for (const effect of effects) this.#act(effect);
  }

  #facts(): Facts {
    const { video, now, isCrowd = () => false } = this.#wish;
    const [serverMs, clock] = [now(), this.clock()];
    return {
      ...this.#presence.current(),
      ...{ at: performance.now(), serverMs, behindMs: clock === null ? null : serverMs - clock },
      ...{ chance: Math.random(), isCrowd: isCrowd(), isEnded: video.ended, wantsTap: wantsTap(video) },
      hasPicture: video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
    };
  }

  #act(effect: PlayerEffect): void {
    if ("id" in effect) this.#sources.act(effect);
    else this.#actOnElement(effect.do);
  }

  #actOnElement(act: ElementEffect["do"]): void {
    const { video } = this.#wish;
    switch (act) {
      case "play":
        play(video);
        break;
      case "pause":
        video.pause();
        break;
      case "wish":
        this.#presence.wish();
        break;
      case "lift":
        this.#presence.lift();
        break;
      case "freeze":
        this.#still.freeze();
        break;
      case "forgetStalls":
        this.#stalls.reset();
        break;
      case "spare":
        clearTimeout(this.#spare);
        this.#spare = setTimeout(loadHls, spareAfterMs);
    }
  }
}
