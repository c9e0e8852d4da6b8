import type Hls from "hls.js/light";

export type LiveSource = {
  /** Plays from the newest picture there is. */
  goLive: () => void;
  /** The moment of the picture that is seen, on the stream clock; undefined before the first. */
  streamClock: () => number | undefined;
  detach: () => void;
};

const retryMs = 1000;
const lookEveryMs = 1000;
const looksBeforeJump = 3;
const looksBeforeRebuild = 10;

/** Plays a live playlist in a video element, through Media Source where there is one, and mends itself for as long as attached. */
export function attachLive(video: HTMLVideoElement, address: string): LiveSource {
  if (typeof MediaSource === "undefined" && video.canPlayType("application/vnd.apple.mpegurl")) {
    return attachNative(video, address);
  }
  return attachHls(video, address);
}

function attachNative(video: HTMLVideoElement, address: string): LiveSource {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = () => {
    video.src = address;
    play(video);
  };
  const reload = () => {
    clearTimeout(timer);
    timer = setTimeout(load, retryMs);
  };
  video.addEventListener("error", reload);
  load();
  return {
    goLive: () => {
      const { seekable } = video;
      if (video.error || seekable.length === 0) reload();
      else video.currentTime = seekable.end(seekable.length - 1) - 2.5;
      play(video);
    },
    streamClock: () => {
      const start = startOf(video);
      return start && start + video.currentTime * 1000;
    },
    detach: () => {
      clearTimeout(timer);
      video.removeEventListener("error", reload);
      video.removeAttribute("src");
      video.load();
    },
  };
}

function attachHls(video: HTMLVideoElement, address: string): LiveSource {
  let hls: Hls | undefined;
  let detached = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = setInterval(createWatch(video, { jump: goLive, rebuild: build }), lookEveryMs);
  build();

  async function build(): Promise<void> {
    const { default: HlsPlayer } = await import("hls.js/light");
    if (detached) return;
    hls?.destroy();
    const player = new HlsPlayer({
      lowLatencyMode: false,
      liveSyncDuration: 2.5,
      liveMaxLatencyDuration: 6,
      maxLiveSyncPlaybackRate: 1.1,
      liveSyncOnStallIncrease: 0.5,
      backBufferLength: 10,
      maxBufferLength: 6,
    });
    hls = player;
    player.on(HlsPlayer.Events.MANIFEST_PARSED, () => play(video));
    player.on(HlsPlayer.Events.ERROR, (_event, { fatal, type }) => {
      if (!fatal) return;
      if (type === HlsPlayer.ErrorTypes.MEDIA_ERROR) player.recoverMediaError();
      else retry();
    });
    player.attachMedia(video);
    player.loadSource(address);
  }

  function retry(): void {
    clearTimeout(timer);
    timer = setTimeout(build, retryMs);
  }

  function goLive(): void {
    const position = hls?.liveSyncPosition;
    if (typeof position === "number" && Number.isFinite(position)) video.currentTime = position;
    play(video);
  }

  return {
    goLive,
    streamClock: () => hls?.playingDate?.getTime(),
    detach: () => {
      detached = true;
      clearTimeout(timer);
      clearInterval(watch);
      hls?.destroy();
    },
  };
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

/** Safari tells the date at which its clock is zero. */
function startOf(video: HTMLVideoElement): number | undefined {
  const start: unknown =
    "getStartDate" in video && typeof video.getStartDate === "function" ? video.getStartDate() : null;
  return start instanceof Date && Number.isFinite(start.getTime()) ? start.getTime() : undefined;
}

/** A browser that wants a tap first says so by refusing; the player's own button is that tap. */
function play(video: HTMLVideoElement): void {
  video.play().catch((reason: unknown) => {
    if (!(reason instanceof DOMException)) throw reason;
  });
}
