const maxAnchors = 600;

/** Which moment of the stream clock lies where in the element's time, part by part. */
export class StreamAnchors {
  readonly #anchors: { from: number; until: number; streamMs: number }[] = [];

  add(from: number, { durationSeconds, streamClockMs }: { durationSeconds: number; streamClockMs: number }): void {
    this.#anchors.push({ from, until: from + durationSeconds, streamMs: streamClockMs });
    if (this.#anchors.length > maxAnchors) this.#anchors.shift();
  }

  /** Where the newest part ends, in seconds of the element's time. */
  end(): number {
    return this.#anchors.at(-1)?.until ?? 0;
  }

  streamTimeAt(seconds: number): number | null {
    const anchor = this.#anchors.findLast(({ from }) => from <= seconds + 0.001) ?? this.#anchors[0];
    return anchor ? anchor.streamMs + Math.min(seconds - anchor.from, anchor.until - anchor.from) * 1000 : null;
  }

  /** Null before the oldest part. */
  secondsAt(streamMs: number): number | null {
    const anchor = this.#anchors.findLast((each) => each.streamMs <= streamMs);
    return anchor ? anchor.from + (streamMs - anchor.streamMs) / 1000 : null;
  }
}
