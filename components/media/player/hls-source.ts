import type { ErrorData, HlsConfig, LevelDetails, LoadPolicy } from "hls.js";
import type Hls from "hls.js/light";
import { around } from "./around.ts";
import { lookAtLatency, startCatchUp } from "./catch-up.ts";
import { loadHls } from "./load-hls.ts";
import { mendMedia } from "./mend-media.ts";
import { play, type Source } from "./source.ts";
import type { Unplayable } from "./ways.ts";

/** Where its pictures come from, and where to begin. */
type HlsWish = {
  address: string;
  /** It is kept for long, and one may go anywhere in it; else the newest seconds. */
  isRecorded: boolean;
  startMs: number | undefined;
  /** The line is known to be thin. */
  isThin: boolean;
  onReset: () => void;
  onUnplayable: (why: Unplayable) => void;
};

const retryMs = 1000;
/** The browser does not know the kind of video, whatever is tried. */
const finalErrors = [
  "manifestIncompatibleCodecsError",
  "bufferAddCodecError",
  "bufferIncompatibleCodecsError",
  "attachMediaError",
];
const lookEveryMs = 1000;
const looksBeforeJump = 3;
const looksBeforeRebuild = 10;

/** A request that a dead network swallowed is given up in seconds, and asked again every second. */
const impatient: LoadPolicy = {
  default: {
    maxTimeToFirstByteMs: 4000,
    maxLoadTimeMs: 12_000,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 4, retryDelayMs: 500, maxRetryDelayMs: 1000 },
  },
};

const thinSyncSeconds = 5;

const settings: Record<"live" | "recorded", Partial<HlsConfig>> = {
  live: {
    manifestLoadPolicy: impatient,
    playlistLoadPolicy: impatient,
    fragLoadPolicy: impatient,
    liveSyncDuration: 2,
    liveMaxLatencyDuration: Number.POSITIVE_INFINITY,
    maxLiveSyncPlaybackRate: 1.06,
    liveSyncOnStallIncrease: 0.5,
    backBufferLength: 10,
    maxBufferLength: 6,
  },
  recorded: {
    liveSyncDuration: 8,
    liveMaxLatencyDuration: Number.POSITIVE_INFINITY,
    backBufferLength: 60,
    maxBufferLength: 20,
  },
};

/** A playlist through Media Source. */
export class HlsSource implements Source {
  readonly #wish: HlsWish;
  #hls: Hls | undefined;
  #video: HTMLVideoElement | undefined;
  #details: LevelDetails | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #wantedMs: number | undefined;
  #latency = startCatchUp;
  #errors: number[] = [];
  #isThin: boolean;

  constructor(wish: HlsWish) {
    this.#wish = wish;
    this.#isThin = wish.isThin;
    this.#wantedMs = wish.startMs;
  }

  attach(element: HTMLVideoElement): void {
    const { isRecorded } = this.#wish;
    this.#video = element;
    element.addEventListener("error", this.#hearElement);
    const lookAtPicture = createWatch(element, {
      jump: isRecorded ? () => {} : () => this.goLive(),
      rebuild: () => void this.#build(),
    });
    this.#watch = setInterval(() => {
      lookAtPicture();
      if (!isRecorded) this.#catchUp(element);
    }, lookEveryMs);
    void this.#build();
  }

  streamClock(): number | null {
    return this.#hls?.playingDate?.getTime() ?? null;
  }

  goLive(): void {
    const position = this.#hls?.liveSyncPosition;
    if (!this.#video) return;
    if (typeof position === "number" && Number.isFinite(position)) this.#video.currentTime = position;
    play(this.#video);
  }

  seek(streamMs: number): boolean {
    this.#wantedMs = streamMs;
    const position = this.#details && positionAt(this.#details, streamMs);
    if (!this.#video || position === undefined) return this.#wish.isRecorded;
    this.#video.currentTime = position;
    play(this.#video);
    return true;
  }

  setThin(isThin: boolean): void {
    this.#isThin = isThin;
    if (this.#hls && this.#hls.levels.length > 1) this.#chooseLevel(this.#hls);
  }

  refresh(): void {
    clearTimeout(this.#timer);
    if (this.#hls) void this.#build();
  }

  detach(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#video?.removeEventListener("error", this.#hearElement);
    this.#hls?.destroy();
    this.#hls = undefined;
    this.#video = undefined;
  }

  async #build(): Promise<void> {
    const HlsPlayer = await loadHls();
    if (!this.#video) return;
    const { address, isRecorded, onReset } = this.#wish;
    if (this.#hls) onReset();
    // A recording goes on where it stopped.
    if (isRecorded) this.#wantedMs = this.streamClock() ?? this.#wantedMs;
    this.#hls?.destroy();
    this.#details = undefined;
    const player = new HlsPlayer({
      lowLatencyMode: false,
      autoStartLoad: false,
      ...settings[isRecorded ? "recorded" : "live"],
    });
    this.#hls = player;
    player.on(HlsPlayer.Events.MANIFEST_PARSED, (_event, { levels }) => this.#hearLevels(player, levels));
    player.on(HlsPlayer.Events.LEVEL_LOADED, (_event, { details }) => this.#hearList(player, details));
    player.on(HlsPlayer.Events.ERROR, (_event, error) => {
      if (error.fatal && this.#hls === player) this.#mend(player, error);
    });
    player.attachMedia(this.#video);
    player.loadSource(address);
  }

  /** Which of several qualities is played, the player says; hls.js would measure a busy processor as a thin line. */
  #hearLevels(player: Hls, levels: { url: string[] }[]): void {
    if (this.#wish.isRecorded) return;
    const hasPictures = levels.some(({ url: [address] }) => !address?.endsWith("/audio.m3u8"));
    const isLadder = this.#wish.address.endsWith("/master.m3u8");
    if (isLadder && !hasPictures) this.#wish.onUnplayable("codec");
    else {
      this.#chooseLevel(player);
      player.startLoad(-1);
    }
  }

  /** One picture a second fills no decoder: it takes some of them before it shows the first. */
  #chooseLevel(player: Hls): void {
    player.config.liveSyncDuration = this.#isThin ? thinSyncSeconds : settings.live.liveSyncDuration;
    player.loadLevel = this.#isThin ? 0 : player.levels.length - 1;
  }

  #hearList(player: Hls, details: LevelDetails): void {
    const before = this.#details;
    this.#details = details;
    if (before && !isContinued(before, details)) void this.#build();
    if (before) return;
    if (this.#wish.isRecorded) player.startLoad(this.#startPosition(details));
    if (this.#video) play(this.#video);
  }

  #mend(player: Hls, { type, details }: ErrorData): void {
    this.#wish.onReset();
    if (type === "networkError") this.#retry();
    else this.#mendMedia(player, finalErrors.includes(details));
  }

  /** hls.js learns of a decoder that gave up only from what it appends next. */
  readonly #hearElement = (): void => {
    if (this.#video?.error?.code !== MediaError.MEDIA_ERR_DECODE || !this.#hls) return;
    this.#wish.onReset();
    this.#mendMedia(this.#hls, false);
  };

  #mendMedia(player: Hls, isFinal: boolean): void {
    const { errors, does } = mendMedia(this.#errors, { at: performance.now(), isFinal });
    this.#errors = errors;
    if (does === "giveUp") this.#wish.onUnplayable(isFinal ? "codec" : "decoder");
    else if (does === "rebuild") void this.#build();
    else {
      if (errors.length > 1) player.swapAudioCodec();
      player.recoverMediaError();
      // The element begins anew, and that pauses it.
      if (this.#video) play(this.#video);
    }
  }

  /** -1 is hls.js's own: near the newest of a live list, the beginning of one that is over. */
  #startPosition(loaded: LevelDetails): number {
    return this.#wantedMs === undefined ? -1 : (positionAt(loaded, this.#wantedMs) ?? -1);
  }

  #retry(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#build(), around(retryMs));
  }

  #catchUp(element: HTMLVideoElement): void {
    if (element.paused) return;
    const hasData = !element.seeking && element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    const seconds = this.#hls?.latency ?? 0;
    const { state, leaps } = lookAtLatency(this.#latency, { at: performance.now(), seconds, hasData });
    this.#latency = state;
    if (leaps) this.goLive();
  }
}

/** A server that began anew, or a page that slept for longer than the list reaches back, has nothing in common with what was. */
function isContinued(before: LevelDetails, after: LevelDetails): boolean {
  return after.startSN <= before.endSN + 1 && after.endSN >= before.startSN;
}

/** Where a moment of the stream clock lies in a playlist, in the element's seconds; its edges for what lies outside. */
function positionAt({ fragments }: LevelDetails, streamMs: number): number | undefined {
  const fragment = fragments.findLast(({ programDateTime }) => (programDateTime ?? 0) <= streamMs) ?? fragments[0];
  if (!fragment?.programDateTime) return undefined;
  const into = (streamMs - fragment.programDateTime) / 1000;
  return fragment.start + Math.min(Math.max(0, into), Math.max(0, fragment.duration - 0.1));
}

/** Looks once a second whether a picture that should move does; a buffer that grew without it is jumped into, then rebuilt. */
function createWatch(video: HTMLVideoElement, mend: { jump: () => void; rebuild: () => void }): () => void {
  let seen = -1;
  let still = 0;
  return () => {
    const moves = video.currentTime !== seen;
    seen = video.currentTime;
    const { buffered } = video;
    const ahead = buffered.length > 0 && buffered.end(buffered.length - 1) - video.currentTime > 1.5;
    still = moves || video.paused || video.ended || !ahead ? 0 : still + 1;
    if (still === looksBeforeJump) mend.jump();
    if (still === looksBeforeRebuild) {
      still = 0;
      mend.rebuild();
    }
  };
}
