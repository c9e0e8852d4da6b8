import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FastBuffer } from "#components/media/player/fast-buffer.ts";

const mimeType = 'video/mp4; codecs="avc1.42E01F, opus"';
let opens: () => void;
let taken: number[];

/** Media Source as a hidden page has it: it opens when it is told to. */
class LateSource {
  static isTypeSupported = () => true;
  readyState = "closed";
  duration = 0;
  addEventListener(_name: string, hear: () => void) {
    opens = () => {
      this.readyState = "open";
      hear();
    };
  }
  addSourceBuffer() {
    return {
      ...{ updating: false, timestampOffset: 0, addEventListener() {}, removeEventListener() {}, changeType() {} },
      appendBuffer: ([number = -1]: Uint8Array) => taken.push(number),
    };
  }
}

beforeEach(() => {
  taken = [];
  vi.useFakeTimers();
  vi.stubGlobal("MediaSource", LateSource);
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:");
});

afterEach(() => vi.useRealTimers());

it("keeps of what a page did not see the parts from the newest key picture on, and of those none older than four seconds", () => {
  const near = fill({ seconds: 600, keyEvery: 1 });
  open(near);
  expect(taken).toEqual([0, ...[1, 2, 3, 4, 5]]);
  const far = fill({ seconds: 29, keyEvery: 10 });
  open(far);
  expect(taken).toEqual([0]);
});

/** Parts of 200 ms, each a byte that says how far it is behind its key picture. */
function fill({ seconds, keyEvery }: { seconds: number; keyEvery: number }): FastBuffer {
  const buffer = new FastBuffer(() => expect.unreachable(), "/media/s1/master.m3u8");
  const video = { querySelectorAll: () => [], canPlayType: () => "" };
  buffer.attach(video as unknown as HTMLVideoElement);
  buffer.addInit({ type: "init", version: 1, takeId: "t", mimeType, bytes: new Uint8Array([0]) });
  for (let sequence = 0; sequence < seconds * 5; sequence++) {
    const after = sequence % (keyEvery * 5);
    buffer.addPart({
      ...{ type: "part", sequence, streamClockMs: sequence * 200, mediaSeconds: sequence / 5, durationSeconds: 0.2 },
      ...{ key: after === 0, discontinuity: false, bytes: new Uint8Array([after + 1]) },
    });
    vi.advanceTimersByTime(200);
  }
  return buffer;
}

/** Each further look takes one of what waits. */
function open(buffer: FastBuffer): void {
  taken = [];
  opens();
  for (let more = 0; more < 20; more++) {
    buffer.addInit({ type: "init", version: 1, takeId: "t", mimeType, bytes: new Uint8Array([255]) });
  }
  taken = taken.filter((each) => each !== 255);
}
