/** `keyframeSeconds` is between key frames, null before the second; `lastPictureAt` is when one came, null before the first. */
export type FeedRate = { bitsPerSecond: number; keyframeSeconds: number | null; lastPictureAt: number | null };

const figuresOverMs = 4000;

/** How much comes in on a feed, and how often a picture that can be begun with. */
export class FeedRates {
  #arrivals: { at: number; bytes: number }[] = [];
  #keyAt: number | undefined;
  #keyframeSeconds: number | null = null;
  #lastPictureAt: number | null = null;

  countBytes(bytes: number, at: number): void {
    this.#arrivals = [...this.#arrivals.filter((arrival) => at - arrival.at < figuresOverMs), { at, bytes }];
  }

  countPicture(at: number): void {
    this.#lastPictureAt = at;
  }

  countKeyframe(seconds: number): void {
    if (this.#keyAt !== undefined && seconds > this.#keyAt) this.#keyframeSeconds = seconds - this.#keyAt;
    this.#keyAt = seconds;
  }

  /** What follows is another stream: its first key frame is no later than one of this. */
  forgetKeyframe(): void {
    this.#keyAt = undefined;
  }

  read(at: number): FeedRate {
    const seconds = Math.max(1, (at - (this.#arrivals[0]?.at ?? at)) / 1000);
    const bytes = this.#arrivals.reduce((sum, arrival) => sum + arrival.bytes, 0);
    return {
      bitsPerSecond: (bytes * 8) / seconds,
      keyframeSeconds: this.#keyframeSeconds,
      lastPictureAt: this.#lastPictureAt,
    };
  }
}
