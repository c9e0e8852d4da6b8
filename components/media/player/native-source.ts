import { around } from "./around.ts";
import { mendMedia } from "./mend-media.ts";
import { play, type Source } from "./source.ts";
import type { Unplayable } from "./ways.ts";

type NativeWish = {
  address: string;
  startMs: number | undefined;
  onUnplayable: (why: Unplayable) => void;
};

const retryMs = 1000;
const liveSeconds = 2.5;

/** A browser that plays HLS itself, as every Safari does; it tells the date of its zero. */
export class NativeSource implements Source {
  readonly #wish: NativeWish;
  #video: HTMLVideoElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #errors: number[] = [];

  constructor(wish: NativeWish) {
    this.#wish = wish;
  }

  attach(element: HTMLVideoElement): void {
    this.#video = element;
    element.addEventListener("error", this.#hearError);
    this.#load();
  }

  streamClock(): number | null {
    const zero = this.#zeroMs();
    return zero === null || !this.#video ? null : zero + this.#video.currentTime * 1000;
  }

  goLive(): void {
    const video = this.#video;
    if (!video) return;
    const { seekable } = video;
    if (video.error || seekable.length === 0) this.#reload();
    else video.currentTime = seekable.end(seekable.length - 1) - liveSeconds;
    play(video);
  }

  seek(streamMs: number): boolean {
    const zero = this.#zeroMs();
    if (!this.#video || zero === null) return false;
    this.#video.currentTime = (streamMs - zero) / 1000;
    play(this.#video);
    return true;
  }

  refresh(): void {
    const video = this.#video;
    if (video?.error || (video && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA)) this.#load();
  }

  detach(): void {
    clearTimeout(this.#timer);
    const video = this.#video;
    this.#video = undefined;
    if (!video) return;
    video.removeEventListener("error", this.#hearError);
    // Else it would go on loading for nobody.
    video.removeAttribute("src");
    video.load();
  }

  #load(): void {
    const [video, { address, startMs }] = [this.#video, this.#wish];
    if (!video) return;
    // What is shown is copied into a still picture, which a page may do only with video that another origin lets it read.
    if (!address.startsWith("/")) video.crossOrigin = "anonymous";
    video.src = address;
    if (startMs !== undefined) video.addEventListener("loadedmetadata", () => this.seek(startMs), { once: true });
    play(video);
  }

  /** A list that is there and does not play is no matter of the network. */
  readonly #hearError = async (): Promise<void> => {
    const [code, list] = [this.#video?.error?.code, await fetch(this.#wish.address).catch(() => undefined)];
    if (!this.#video || code === undefined) return;
    if (!list?.ok || code === MediaError.MEDIA_ERR_NETWORK) return this.#reload();
    const { errors, does } = mendMedia(this.#errors, { at: performance.now(), isFinal: false });
    this.#errors = errors;
    if (does !== "giveUp") return this.#reload();
    this.#wish.onUnplayable(code === MediaError.MEDIA_ERR_DECODE ? "decoder" : "codec");
  };

  readonly #reload = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), around(retryMs));
  };

  #zeroMs(): number | null {
    const video = this.#video;
    const read: unknown = video && Reflect.get(video, "getStartDate");
    const date: unknown = typeof read === "function" && video ? Reflect.apply(read, video, []) : null;
    return date instanceof Date && Number.isFinite(date.getTime()) ? date.getTime() : null;
  }
}
