import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byeCodes,
  decodeFastMessage,
  encodeBye,
  encodeInit,
  encodePart,
  encodeStatus,
  fastPath,
  fastProtocolVersion,
} from "#lib/media/fast/fast-protocol.ts";

describe("a message of the fast tier", () => {
  it("says at the other end what was said at this one", () => {
    const header = fc.record({
      sequence: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      streamClockMs: fc.double({ min: 0, max: 4e12, noNaN: true }),
      mediaSeconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
      durationSeconds: fc.float({ min: 0, max: 60, noNaN: true }),
      key: fc.boolean(),
      discontinuity: fc.boolean(),
    });
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 300 }), (given, bytes) => {
        expect(decodeFastMessage(asReceived(encodePart(given, bytes)))).toEqual({ type: "part", ...given, bytes });
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.uint8Array({ maxLength: 300 }), (text, bytes) => {
        const init = { takeId: text, mimeType: `video/mp4; codecs="${text}"`, bytes };
        const version = fastProtocolVersion;
        expect(decodeFastMessage(asReceived(encodeInit(init)))).toEqual({ type: "init", version, ...init });
      }),
    );
    const status = { status: "live", nowMs: 1_790_000_000_123.5 };
    expect(decodeFastMessage(asReceived(encodeStatus(status)))).toEqual({ type: "status", ...status });
    expect(decodeFastMessage(asReceived(encodeBye("slow")))).toEqual({ type: "bye", reason: "slow" });
  });

  it("that is cut, unknown or nonsense is undefined, never an error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const message = decodeFastMessage(asReceived(bytes));
        if (message?.type === "init") expect(message.bytes.length).toBeLessThan(bytes.length);
      }),
      { numRuns: 2000 },
    );
    const whole = encodeInit({ takeId: "t", mimeType: "video/mp4", bytes: new Uint8Array(9) });
    for (let length = 0; length < 20; length++)
      expect(decodeFastMessage(asReceived(whole.subarray(0, length)))).toBeUndefined();
  });

  it("goes to an address of its own, and every goodbye has a close code of its own", () => {
    expect(fastPath("a-b_c")).toBe("/media/a-b_c/fast");
    expect(new Set(Object.values(byeCodes)).size).toBe(Object.keys(byeCodes).length);
    expect(Object.values(byeCodes).every((code) => code >= 4000 && code < 5000)).toBe(true);
  });
});

function asReceived(message: Uint8Array): ArrayBuffer {
  return new Uint8Array(message).buffer;
}
