import { byeCodes, decodeFastMessage, fastPath } from "#lib/media/fast/fast-protocol.ts";
import { createFastBuffer } from "./fast-buffer.ts";
import { afterStall, holdDelay, startDelay } from "./hold-delay.ts";
import { play, type Source, secondsAhead, type Trouble } from "./source.ts";

const lookEveryMs = 100;
const trimEveryLooks = 20;
const stillForMs = 250;
const emptySeconds = 0.08;
/** Beside the newest part, so that the first pictures do not stand still at once. */
const startsBehindSeconds = 0.35;

/**
 * The fast tier: parts over a WebSocket into Media Source. `onReady` is told when there are pictures to show; until then
 * nothing touches the video element. `onTrouble` is told once; then the source is no more use.
 */
export function openFastSource({
  showId,
  onReady,
  onTrouble,
}: {
  showId: string;
  onReady: () => void;
  onTrouble: (trouble: Trouble) => void;
}): Source {
  const address = new URL(fastPath(showId), location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const socket = new WebSocket(address);
  const buffer = createFastBuffer(() => end("failed"));
  let video: HTMLVideoElement | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let isReady = false;
  let isOver = false;
  let said: Trouble = "lost";

  socket.binaryType = "arraybuffer";
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => hear(data);
  socket.onclose = ({ code }) => end(troubleOf(code) ?? said);

  function hear(data: ArrayBuffer): void {
    const message = decodeFastMessage(data);
    if (message?.type === "bye") said = readBye(message.reason);
    if (message?.type === "init" && !buffer.addInit(message)) end("unsupported");
    if (message?.type !== "part") return;
    buffer.addPart(message);
    if (isReady || buffer.end() === 0) return;
    isReady = true;
    onReady();
  }

  function end(trouble: Trouble): void {
    if (isOver) return;
    isOver = true;
    socket.close();
    onTrouble(trouble);
  }

  function attach(element: HTMLVideoElement): void {
    video = element;
    buffer.attach(element);
    timer = setInterval(createKeeper(element), lookEveryMs);
  }

  /** Starts the picture, holds its delay, jumps over holes and lets go of the past. */
  function createKeeper(element: HTMLVideoElement): () => void {
    let delay = startDelay(performance.now());
    let hasStarted = false;
    let lastTime = 0;
    let movedAt = performance.now();
    let isStill = false;
    let looks = 0;

    return () => {
      const at = performance.now();
      looks += 1;
      if (looks % trimEveryLooks === 0) buffer.trim();
      if (!hasStarted) {
        hasStarted = start();
        movedAt = at;
        return;
      }
      if (element.paused || element.seeking) {
        movedAt = at;
        return;
      }
      const ahead = secondsAhead(element);
      if (element.currentTime !== lastTime) {
        movedAt = at;
        isStill = false;
      }
      lastTime = element.currentTime;
      if (at - movedAt > stillForMs) jumpOverHole();
      if (!isStill && at - movedAt > stillForMs && ahead < emptySeconds) {
        isStill = true;
        delay = afterStall(delay, at);
      }
      if (isStill) return;
      const step = holdDelay(delay, { at, ahead });
      delay = step.delay;
      if (step.skip > 0) element.currentTime += step.skip;
      if (element.playbackRate !== step.rate) element.playbackRate = step.rate;
    };

    function start(): boolean {
      if (element.buffered.length === 0) return false;
      const last = element.buffered.length - 1;
      const wanted = element.buffered.end(last) - startsBehindSeconds - buffer.partSeconds();
      element.currentTime = Math.max(element.buffered.start(last), wanted);
      play(element);
      return true;
    }

    function jumpOverHole(): void {
      const { buffered, currentTime } = element;
      for (let index = 0; index < buffered.length; index++) {
        if (buffered.start(index) > currentTime && buffered.end(index) - buffered.start(index) > 0.1) {
          element.currentTime = buffered.start(index) + 0.01;
          return;
        }
      }
    }
  }

  function goLive(): void {
    if (!video) return;
    const newest = buffer.end() - startsBehindSeconds - buffer.partSeconds();
    if (newest > video.currentTime) video.currentTime = newest;
    play(video);
  }

  return {
    attach,
    goLive,
    streamClock: () => (video ? buffer.streamTimeAt(video.currentTime) : null),
    seek: (streamMs) => {
      const seconds = buffer.secondsAt(streamMs);
      if (seconds === null || !video) return false;
      video.currentTime = seconds;
      return true;
    },
    detach: () => {
      isOver = true;
      clearInterval(timer);
      socket.close();
      buffer.detach();
      video = undefined;
    },
  };
}

function readBye(reason: string): Trouble {
  if (reason === "full" || reason === "slow" || reason === "leaving") return reason;
  return reason === "ended" ? "over" : "lost";
}

function troubleOf(code: number): Trouble | undefined {
  const [reason] = Object.entries(byeCodes).find(([, known]) => known === code) ?? [];
  return reason === undefined ? undefined : readBye(reason);
}
