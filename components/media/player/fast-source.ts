import { byeCodes, decodeFastMessage, fastPath } from "#lib/media/fast/fast-protocol.ts";
import { FastBuffer } from "./fast-buffer.ts";
import { FastKeeper, startsBehindSeconds } from "./fast-keeper.ts";
import { mediaAddress } from "./media-address.ts";
import { play, type Source, type Trouble } from "./source.ts";

const lookEveryMs = 100;

type FastWish = {
  showId: string;
  /** There are pictures to show; until then nothing touches the video element. */
  onReady: () => void;
  /** Told once; then the source is no more use. */
  onTrouble: (trouble: Trouble, againMs?: number) => void;
};

/** The fast tier: parts over a WebSocket into Media Source. */
export class FastSource implements Source {
  readonly #wish: FastWish;
  readonly #socket: WebSocket;
  readonly #buffer: FastBuffer;
  #video: HTMLVideoElement | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isReady = false;
  #isOver = false;
  #said: Trouble = "lost";
  #againMs: number | undefined;

  constructor(wish: FastWish) {
    const address = new URL(fastPath(wish.showId), location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#wish = wish;
    this.#buffer = new FastBuffer(() => this.#end("failed"), mediaAddress(wish.showId, "master"));
    this.#socket = new WebSocket(address);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.#hear(data);
    this.#socket.onclose = ({ code }) => this.#end(troubleOf(code) ?? this.#said);
  }

  attach(element: HTMLVideoElement): void {
    this.#video = element;
    this.#buffer.attach(element);
    const keeper = new FastKeeper(element, this.#buffer);
    this.#timer = setInterval(() => keeper.look(performance.now()), lookEveryMs);
  }

  streamClock(): number | null {
    return this.#video ? this.#buffer.streamTimeAt(this.#video.currentTime) : null;
  }

  goLive(): void {
    const video = this.#video;
    if (!video) return;
    const newest = this.#buffer.end() - startsBehindSeconds - this.#buffer.partSeconds();
    if (newest > video.currentTime) video.currentTime = newest;
    play(video);
  }

  seek(streamMs: number): boolean {
    const seconds = this.#buffer.secondsAt(streamMs);
    if (seconds === null || !this.#video) return false;
    this.#video.currentTime = seconds;
    return true;
  }

  detach(): void {
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#socket.close();
    this.#buffer.detach();
    this.#video = undefined;
  }

  #hear(data: ArrayBuffer): void {
    const message = decodeFastMessage(data);
    if (message?.type === "bye") {
      this.#said = readBye(message.reason);
      this.#againMs = message.retryAfter && message.retryAfter * 1000;
    }
    if (message?.type === "init" && !this.#buffer.addInit(message)) this.#end("unsupported");
    if (message?.type !== "part") return;
    this.#buffer.addPart(message);
    if (this.#isReady || this.#buffer.end() === 0) return;
    this.#isReady = true;
    this.#wish.onReady();
  }

  #end(trouble: Trouble): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket.close();
    this.#wish.onTrouble(trouble, this.#againMs);
  }
}

function readBye(reason: string): Trouble {
  if (reason === "full" || reason === "slow" || reason === "leaving") return reason;
  return reason === "ended" ? "over" : "lost";
}

function troubleOf(code: number): Trouble | undefined {
  const [reason] = Object.entries(byeCodes).find(([, known]) => known === code) ?? [];
  return reason === undefined ? undefined : readBye(reason);
}
