import { inFile, type Mutant } from "#tests/mutants/mutant.ts";

/** Mistakes in lib/media. */
export const media: Mutant[] = [
  ...inFile("mp4/timeline.ts", "media/timeline", [
    [
      "const jump = ahead > jumpSeconds;",
      "const jump = ahead > jumpSeconds * 1000;",
      "a leap of the source's clock is a picture of minutes",
    ],
    ["ahead < -maxOverlapSeconds", "ahead < maxOverlapSeconds * -1000", "a clock that runs backwards is believed"],
    ["- this.end) / timescale;", "- this.end) / 1000;", "each track is measured in another clock's ticks"],
    ["Math.min(0, 1 - sample.duration)", "-sample.duration", "a picture lasts no tick at all"],
    ["run.samples.slice(dropped)", "run.samples.slice(dropped + 1)", "a packet of sound too many is dropped"],
  ]),
  ...inFile("live/segmenter.ts", "media/segmenter", [
    [
      "+ durationSeconds > this.#maxSeconds()",
      "+ durationSeconds > 1000 * this.#maxSeconds()",
      "a segment without key frames has no end",
    ],
    [
      "const cuts = discontinuity || mayBegin || isFull",
      "const cuts = mayBegin || isFull",
      "a segment holds two takes",
    ],
    [
      "const mayBegin = startsWithKeyframe && seconds",
      "const mayBegin = seconds",
      "a segment begins with a picture that cannot be decoded",
    ],
  ]),
  ...inFile("live/stream-clock.ts", "media/stream-clock", [
    ["at - endSeconds * 1000", "at - endSeconds", "the stream clock is in thousandths"],
    [
      "Math.max(claimed, this.#leap.earliest",
      "Math.min(claimed, this.#leap.earliest",
      "after a leap the clock runs backwards",
    ],
    ["each.mediaSeconds <= mediaSeconds", "each.mediaSeconds >= mediaSeconds", "a moment is read from a later anchor"],
  ]),
  ...inFile("fast/fast-protocol.ts", "media/fast-protocol", [
    ["view.setFloat64(12, header.streamClockMs);", "view.setFloat64(20, header.streamClockMs);", "a part says no time"],
    ["(header.discontinuity ? discontinuityFlag : 0)", "0", "a player is not told that the timestamps leap"],
    [
      "data.byteLength < partHeaderBytes ? undefined",
      "data.byteLength < 4 ? undefined",
      "a part cut short breaks the player",
    ],
  ]),
  ...inFile("recording/recorded-playlist.ts", "media/recorded-playlist", [
    ["closed.slice(dropped + 1)", "closed.slice(dropped)", "the window of a long show begins a file too early"],
    ["sequence: dropped + 1,", "sequence: 0,", "the numbers of a long show begin anew"],
    [
      "file.discontinuity && previous ?",
      "file.discontinuity && !previous ?",
      "a replay does not say where the timestamps leap",
    ],
  ]),
  ...inFile("recording/recording-index.ts", "media/recorder", [
    [
      "last.segment + 1 === sequence &&",
      "last.segment <= sequence &&",
      "a recording does not notice that segments are missing",
    ],
    [
      "if (number < wanted) from = middle + 1;",
      "if (number < wanted) from = middle + 2;",
      "every other file of a recording is not found",
    ],
  ]),
  ...inFile("recording/recorder.ts", "media/recorder", [
    [
      "      if (this.#broken) await this.#journal?.repair();\n",
      "",
      "a recording that ends after a failed write keeps half a line",
    ],
    ["this.#release?.();", "", "a recording that was closed stays locked", "media/writing"],
    ["this.#waitingBytes -= length;", "", "after 64 MB nothing is recorded any more", "media/writing"],
  ]),
  ...inFile("recording/journal.ts", "media/recorder", [
    [
      'if (errorCode(error) === "ENOENT") return',
      "if (errorCode(error)) return",
      "a disk that cannot be read loses the recording",
      "media/writing",
    ],
    ["chain(before, bytes) === segment.hash", "segment.hash !== undefined", "a damaged segment is served"],
  ]),
  ...inFile("serve/byte-range.ts", "media/byte-range", [
    ["Math.min(Number(last), size - 1)", "Math.min(Number(last), size)", "a range reaches a byte too far"],
    ["Math.max(0, size - Number(last))", "Number(last)", "the last bytes of a file are others"],
  ]),
  ...inFile("mp4/write-fragment.ts", "media/writing", [
    ["Math.floor(run.start / 2 ** 32)", "0", "a show of a day begins anew"],
    ["size + (prefix ? prefix.length : 0), at);", "size, at);", "a picture with parameter sets is cut short"],
    ["next.at === end && !next.prefix", "next.at === end", "parameter sets are left out"],
  ]),
];
