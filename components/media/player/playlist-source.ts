import type { HlsConfig, LevelDetails, LoadPolicy } from "hls.js";
import type Hls from "hls.js/light";
import { lookAtLatency, startCatchUp } from "./catch-up.ts";
import { loadHls } from "./load-hls.ts";
import { play, type Source } from "./source.ts";

/** `live` and `audio`: the newest seconds. `dvr`: the show so far. `replay`: the whole show. */
export type PlaylistName = "live" | "audio" | "dvr" | "replay";

const retryMs = 1000;
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

/** A playlist of the show, through Media Source where there is one. It mends itself for as long as it is attached. */
export function createPlaylistSource(wish: {
  showId: string;
  name: PlaylistName;
  /** Where to begin, on the stream clock; else at the newest, or at the beginning of a replay. */
  startMs?: number;
  /** Told before the element loses its picture for a while. */
  onReset?: () => void;
}): Source {
  const address = `/media/${encodeURIComponent(wish.showId)}/${wish.name}.m3u8`;
  const isNative =
    typeof MediaSource === "undefined" &&
    Reflect.get(globalThis, "ManagedMediaSource") === undefined &&
    document.createElement("video").canPlayType("application/vnd.apple.mpegurl") !== "";
  return isNative ? createNative(address, wish.startMs) : createHls(address, wish);
}

/** Safari without Media Source plays HLS itself, and tells the date of its zero. */
function createNative(address: string, startMs: number | undefined): Source {
  let video: HTMLVideoElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function load(): void {
    if (!video) return;
    video.src = address;
    if (startMs !== undefined) video.addEventListener("loadedmetadata", () => seek(startMs), { once: true });
    play(video);
  }

  function reload(): void {
    clearTimeout(timer);
    timer = setTimeout(load, retryMs);
  }

  function zeroMs(): number | null {
    const read: unknown = video && Reflect.get(video, "getStartDate");
    const date: unknown = typeof read === "function" && video ? Reflect.apply(read, video, []) : null;
    return date instanceof Date && Number.isFinite(date.getTime()) ? date.getTime() : null;
  }

  function seek(streamMs: number): boolean {
    const zero = zeroMs();
    if (!video || zero === null) return false;
    video.currentTime = (streamMs - zero) / 1000;
    play(video);
    return true;
  }

  return {
    attach: (element) => {
      video = element;
      element.addEventListener("error", reload);
      load();
    },
    streamClock: () => {
      const zero = zeroMs();
      return zero === null || !video ? null : zero + video.currentTime * 1000;
    },
    goLive: () => {
      if (!video) return;
      const { seekable } = video;
      if (video.error || seekable.length === 0) reload();
      else video.currentTime = seekable.end(seekable.length - 1) - 2.5;
      play(video);
    },
    seek,
    refresh: () => {
      if (video?.error || (video && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA)) load();
    },
    detach: () => {
      clearTimeout(timer);
      video?.removeEventListener("error", reload);
      video = undefined;
    },
  };
}

function createHls(
  address: string,
  { name, startMs, onReset }: { name: PlaylistName; startMs?: number; onReset?: () => void },
): Source {
  const isRecorded = name === "dvr" || name === "replay";
  let hls: Hls | undefined;
  let video: HTMLVideoElement | undefined;
  let details: LevelDetails | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setInterval> | undefined;
  let wantedMs = startMs;
  let latency = startCatchUp;

  async function build(): Promise<void> {
    const HlsPlayer = await loadHls();
    if (!video) return;
    if (hls) onReset?.();
    // A recording goes on where it stopped.
    if (isRecorded) wantedMs = streamClock() ?? wantedMs;
    hls?.destroy();
    details = undefined;
    const player = new HlsPlayer({
      lowLatencyMode: false,
      autoStartLoad: false,
      ...settings[isRecorded ? "recorded" : "live"],
    });
    hls = player;
    player.on(HlsPlayer.Events.LEVEL_LOADED, (_event, loaded) => {
      const before = details;
      details = loaded.details;
      if (before && !isContinued(before, loaded.details)) return void build();
      if (before) return;
      player.startLoad(startPosition(loaded.details));
      if (video) play(video);
    });
    player.on(HlsPlayer.Events.ERROR, (_event, { fatal, type }) => {
      if (!fatal) return;
      onReset?.();
      if (type === HlsPlayer.ErrorTypes.MEDIA_ERROR) player.recoverMediaError();
      else retry();
    });
    player.attachMedia(video);
    player.loadSource(address);
  }

  /** -1 is hls.js's own: near the newest of a live list, the beginning of one that is over. */
  function startPosition(loaded: LevelDetails): number {
    return wantedMs === undefined ? -1 : (positionAt(loaded, wantedMs) ?? -1);
  }

  function retry(): void {
    clearTimeout(timer);
    timer = setTimeout(build, retryMs);
  }

  function refresh(): void {
    clearTimeout(timer);
    if (hls) void build();
  }

  function streamClock(): number | null {
    return hls?.playingDate?.getTime() ?? null;
  }

  function goLive(): void {
    const position = hls?.liveSyncPosition;
    if (!video) return;
    if (typeof position === "number" && Number.isFinite(position)) video.currentTime = position;
    play(video);
  }

  function catchUp(element: HTMLVideoElement): void {
    if (element.paused) return;
    const hasData = !element.seeking && element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    const look = lookAtLatency(latency, { at: performance.now(), seconds: hls?.latency ?? 0, hasData });
    latency = look.state;
    if (look.leaps) goLive();
  }

  function seek(streamMs: number): boolean {
    wantedMs = streamMs;
    const position = details && positionAt(details, streamMs);
    if (!video || position === undefined) return isRecorded;
    video.currentTime = position;
    play(video);
    return true;
  }

  return {
    attach: (element) => {
      video = element;
      const lookAtPicture = createWatch(element, { jump: isRecorded ? () => {} : goLive, rebuild: build });
      watch = setInterval(() => {
        lookAtPicture();
        if (!isRecorded) catchUp(element);
      }, lookEveryMs);
      void build();
    },
    streamClock,
    goLive,
    seek,
    refresh,
    detach: () => {
      clearTimeout(timer);
      clearInterval(watch);
      hls?.destroy();
      hls = undefined;
      video = undefined;
    },
  };
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
