import {
  afterAbsence,
  afterFast,
  afterReturn,
  afterStall,
  afterTrouble,
  firstTier,
  isTimeForFast,
} from "./choose-tier.ts";
import { openFastSource } from "./fast-source.ts";
import { loadHls } from "./load-hls.ts";
import { mediaSourceKind } from "./media-source.ts";
import { watchPauses } from "./pause-watch.ts";
import { createPlaylistSource, type PlaylistName } from "./playlist-source.ts";
import { play, type Source, type Trouble, wantsTap } from "./source.ts";
import { createStallWatch } from "./stall-watch.ts";
import { keepPicture } from "./still-picture.ts";
import { type Return, watchReturns } from "./watch-returns.ts";

/** How the show comes: the two live tiers, its sound alone, the show so far, or the show that is over. */
export type Tier = "fast" | "hls" | "audio" | "dvr" | "replay";

/**
 * What the viewer gets. `seen`: a picture was decoded; `playing`: it moves now; `frozen`: the last one stands while the
 * source changes; `isThin`: the line hardly carries the video; `paused`: by the viewer's wish.
 */
export type PlayerState = {
  tier: Tier | null;
  seen: boolean;
  playing: boolean;
  paused: boolean;
  frozen: boolean;
  muted: boolean;
  needsTap: boolean;
  isThin: boolean;
};

export const idlePlayer: PlayerState = {
  ...{ tier: null, seen: false, playing: false, paused: false, frozen: false, muted: true, needsTap: false },
  isThin: false,
};

/** One show in one video element, over whatever way is best. All moments are stream clock milliseconds. */
export type Player = {
  /** The moment that is on screen; null while that is not known. */
  clock: () => number | null;
  goLive: () => void;
  seekTo: (streamMs: number) => void;
  togglePause: () => void;
  /** What keys outside the page do: a lock screen, headphones, the picture in the picture. */
  playFromOutside: () => void;
  pauseFromOutside: () => void;
  setSoundOnly: (isOn: boolean) => void;
  setOnAir: (isOnAir: boolean) => void;
  /** Whether the picture stood still since this was asked last. */
  takeStalled: () => boolean;
  close: () => void;
};

const lookEveryMs = 100;
const fastWithinMs = 2500;
const longestStallMs = 1500;
/** What should move and has not by then is begun again. */
const longestStartMs = 6000;
const longestPauseMs = 8000;
const justBackMs = 3000;
/** The slower tier's code does not take the line from the first pictures. */
const spareAfterMs = 4000;
/** Further behind than this nobody who comes back wants to be. */
const lateSeconds = { fast: 1.5, hls: 8 };
const liveWithinMs = 6000;

export function createPlayer({
  video,
  canvas,
  showId,
  isReplay = false,
  soundOnly,
  isOnAir: startsOnAir,
  now,
  onState,
}: {
  video: HTMLVideoElement;
  canvas: HTMLCanvasElement;
  showId: string;
  isReplay?: boolean;
  soundOnly: boolean;
  /** Pictures of the live show are arriving at the server. */
  isOnAir: boolean;
  /** The server's time, in milliseconds since 1970. */
  now: () => number;
  onState: (state: PlayerState) => void;
}): Player {
  const canPlayFast = mediaSourceKind() !== undefined && typeof WebSocket !== "undefined";
  let state: PlayerState = { ...idlePlayer, muted: video.muted };
  let choice = firstTier(canPlayFast);
  let source: Source | undefined;
  let candidate: { source: Source; since: number } | undefined;
  let wantsSound = soundOnly;
  let wantsPast = isReplay;
  let isOnAir = startsOnAir;
  let hasStalled = false;
  let shown: number | null = null;
  let unseenSince: number | undefined;
  let startingSince: number | undefined;
  let spare: ReturnType<typeof setTimeout> | undefined;
  let returnedAt = Number.NEGATIVE_INFINITY;

  const still = keepPicture(video, canvas, (frozen) => tell({ frozen }));
  const stalls = createStallWatch(video);
  const timer = setInterval(look, lookEveryMs);
  const pauses = watchPauses(video, { clock, onChange: hearPlayback });
  const stopReturns = watchReturns(comeBack);
  video.addEventListener("volumechange", tellMuted);
  video.muted = true;
  begin();

  function begin() {
    if (isReplay) return use("replay");
    if (wantsSound) return use("audio");
    if (choice.tier === "hls") return use("live");
    tryFast();
  }

  function tryFast(): void {
    dropCandidate();
    const opened = openFastSource({
      showId,
      onReady: () => {
        if (candidate?.source !== opened) return;
        candidate = undefined;
        choice = afterFast(choice, performance.now());
        adopt(opened, "fast");
        clearTimeout(spare);
        spare = setTimeout(loadHls, spareAfterMs);
      },
      onTrouble: (trouble) => fail(opened, trouble),
    });
    candidate = { source: opened, since: performance.now() };
  }

  /** The fast line is no more use: a picture that comes a little later is better than none. */
  function fail(failed: Source, trouble: Trouble): void {
    if (candidate?.source === failed) dropCandidate();
    else if (source !== failed) return;
    else if (trouble === "over") return;
    const at = performance.now();
    const isJustBack = at - returnedAt < justBackMs;
    const isAbsent = document.hidden || !navigator.onLine || isJustBack;
    choice = isAbsent ? afterAbsence(choice, at) : afterTrouble(choice, trouble, at);
    // A line that died behind the viewer's back is found dead only now.
    if (isJustBack) choice = afterReturn(choice, at);
    returnedAt = Number.NEGATIVE_INFINITY;
    const needsSource = !source || source === failed || (state.tier !== "fast" && state.tier !== "hls");
    if (needsSource && !wantsPast && !wantsSound) use("live");
  }

  function use(name: PlaylistName, startMs?: number): void {
    dropCandidate();
    const made = createPlaylistSource({ showId, name, startMs, onReset: still.freeze });
    adopt(made, name === "live" ? "hls" : name);
  }

  function adopt(next: Source, tier: Tier): void {
    still.freeze();
    source?.detach();
    source = next;
    // It is given its time to begin: what is let go of again before it plays never plays.
    unseenSince = undefined;
    startingSince = undefined;
    stalls.reset();
    tell({ tier, isThin: false });
    next.attach(video);
  }

  /** The browser broke off the play, which it does not do again by itself, or nothing came over the fast line. */
  function beginAgain(stuck: Source): void {
    startingSince = undefined;
    if (state.tier === "fast") fail(stuck, "stalled");
    else if (video.paused) play(video);
  }

  function dropCandidate(): void {
    candidate?.source.detach();
    candidate = undefined;
  }

  function look() {
    const at = performance.now();
    const isLive = !wantsPast && !wantsSound;
    if (candidate && isOnAir && at - candidate.since > fastWithinMs) fail(candidate.source, "lost");
    if (isLive && isOnAir && !candidate && !isUnseen() && isTimeForFast(choice, at)) tryFast();
    const { isMoving, hasMoved, begun, lastedMs, isOften } = stalls.look(at);
    const isShown = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    tell({
      playing: isMoving,
      seen: state.seen || (isMoving && isShown),
      needsTap: video.paused && !state.seen && (isShown || wantsTap(video)),
      isThin: state.isThin || (isOften && state.tier === "hls"),
    });
    if (isUnseen()) unseenSince ??= at;
    else unseenSince = undefined;
    if (unseenSince !== undefined && at - unseenSince > longestPauseMs && state.tier === "fast") park();
    const isStarting = !hasMoved && !isHeld() && !document.hidden && (isOnAir || wantsPast);
    if (isStarting) startingSince ??= at;
    else startingSince = undefined;
    if (source && startingSince !== undefined && at - startingSince > longestStartMs) beginAgain(source);
    if (!isOnAir || document.hidden) return;
    if (begun) {
      hasStalled = true;
      const before = choice.tier;
      choice = afterStall(choice, at);
      if (isLive && before === "fast" && choice.tier === "hls") return use("live");
    }
    if (source && state.tier === "fast" && lastedMs > longestStallMs) fail(source, "stalled");
  }

  /** Paused by the viewer or by what the browser does for them; not by a change of sources. */
  function isHeld(): boolean {
    return video.paused && (pauses.current() !== undefined || wantsTap(video));
  }

  /** Held, or on a page behind others without a sound: what comes meanwhile piles up for nobody. */
  function isUnseen(): boolean {
    return isHeld() || (document.hidden && video.muted && document.pictureInPictureElement !== video);
  }

  /** Nobody knows for how long: the picture stays, what comes meanwhile is in the recording. */
  function park(): void {
    source?.detach();
    source = undefined;
  }

  /** What failed meanwhile counts for nothing, and nobody comes back to a picture that stands or to the past. */
  function comeBack(what: Return): void {
    returnedAt = performance.now();
    choice = afterReturn(choice, returnedAt);
    if (pauses.current()?.isWished) return;
    if (what === "network" && !state.playing) source?.refresh?.();
    if (isReplay || wantsPast) {
      if (video.paused && state.seen && !video.ended) play(video);
    } else if (!source && !candidate) begin();
    else if (video.paused || isLate()) source?.goLive();
    // Nothing newer came over this line: it may be dead without having said so.
    if (state.tier === "fast" && source && !candidate && !wantsPast && isOnAir && isLate()) tryFast();
  }

  function isLate(): boolean {
    const at = clock();
    return at !== null && now() - at > 1000 * lateSeconds[state.tier === "fast" ? "fast" : "hls"];
  }

  function goLive(): void {
    if (isReplay) return;
    pauses.lift();
    const isPast = wantsPast;
    wantsPast = false;
    if (isPast || !source) begin();
    else source.goLive();
  }

  function seekTo(streamMs: number) {
    pauses.lift();
    const newest = isReplay ? Number.POSITIVE_INFINITY : now() - liveWithinMs;
    if (streamMs > newest) return goLive();
    if (wantsPast && source?.seek(streamMs)) return;
    wantsPast = true;
    use("dvr", streamMs);
  }

  /** Between two sources the element is paused though nobody paused it. */
  function isPaused(): boolean {
    return video.paused && (pauses.current() !== undefined || !state.seen);
  }

  function togglePause() {
    if (!isPaused()) return pauses.wish();
    const { since = 0, clock: from = null, isWished = false } = pauses.current() ?? {};
    pauses.lift();
    // Within the tap, which is what a browser wants to see before it plays.
    play(video);
    if (isReplay || wantsPast) return;
    if (!isWished) return goLive();
    // Whoever comes back to their own pause after a while goes on where they stopped, which the live tiers do not have any more.
    const isLong = performance.now() - since > longestPauseMs;
    if (isLong && from !== null && !wantsSound) seekTo(from);
    else if (!source) begin();
  }

  function playFromOutside(): void {
    if (isPaused()) togglePause();
  }

  /** Behind a lock screen or another tab it is no wish for the moment at which one stopped. */
  function pauseFromOutside(): void {
    if (document.hidden) video.pause();
    else if (!isPaused()) pauses.wish();
  }

  /** A browser that plays again by itself may find that there is nothing to play any more. */
  function hearPlayback(): void {
    tell({ paused: video.paused && state.seen });
    if (!video.paused && !source && !candidate) begin();
  }

  function tellMuted(): void {
    tell({ muted: video.muted || video.volume === 0 });
  }

  function setSoundOnly(isOn: boolean): void {
    if (wantsSound === isOn || isReplay) return;
    wantsSound = isOn;
    wantsPast = false;
    begin();
  }

  /** While the source changes the last picture stands, and its moment with it. */
  function clock(): number | null {
    // Nothing moves on screen, so nothing may wait for it.
    if (!isOnAir && !wantsPast) return null;
    const read = state.seen || state.tier === "audio" ? (source?.streamClock() ?? null) : null;
    if (read !== null && !state.frozen) shown = read;
    return state.frozen ? shown : read;
  }

  function tell(change: Partial<PlayerState>): void {
    const next = { ...state, ...change };
    const isSame = JSON.stringify(next) === JSON.stringify(state);
    state = next;
    if (!isSame) onState(next);
  }

  return {
    ...{ clock, goLive, seekTo, togglePause, playFromOutside, pauseFromOutside, setSoundOnly },
    setOnAir: (next) => {
      // Pictures that come again after a break begin at the newest one.
      if (next && !isOnAir && !wantsPast) source?.goLive();
      if (next && !isOnAir) choice = afterReturn(choice, performance.now());
      isOnAir = next;
      stalls.reset();
    },
    takeStalled: () => {
      const stalled = hasStalled;
      hasStalled = false;
      return stalled;
    },
    close: () => {
      clearInterval(timer);
      clearTimeout(spare);
      video.removeEventListener("volumechange", tellMuted);
      stopReturns();
      pauses.close();
      dropCandidate();
      source?.detach();
      still.close();
      video.removeAttribute("src");
      video.load();
    },
  };
}
