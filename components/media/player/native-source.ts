import { around } from "./around.ts";
import { play, type Source } from "./source.ts";

const retryMs = 1000;
const liveSeconds = 2.5;

/** Safari without Media Source plays HLS itself, and tells the date of its zero. */
export class NativeSource implements Source {
  readonly #address: string;
  readonly #startMs: number | undefined;
  #video: HTMLVideoElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string, startMs: number | undefined) {
    this.#address = address;
    this.#startMs = startMs;
  }

  attach(element: HTMLVideoElement): void {
    this.#video = element;
    element.addEventListener("error", this.#reload);
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
    video.removeEventListener("error", this.#reload);
    // Else it would go on loading for nobody.
    video.removeAttribute("src");
    video.load();
  }

  #load(): void {
    const [video, startMs] = [this.#video, this.#startMs];
    if (!video) return;
    video.src = this.#address;
    if (startMs !== undefined) video.addEventListener("loadedmetadata", () => this.seek(startMs), { once: true });
    play(video);
  }

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
