import { describe, expect, it } from "vitest";
import type { AirStatus } from "#components/media/air-messages.ts";
import { judgeAir } from "#components/studio/desk/judge-air.ts";
import { findLacks, judgeUplink } from "#components/studio/desk/judge-ready.ts";

const well: AirStatus = {
  ...{ state: "live", secondsBehind: 0.2, waitingBytes: 0, bitrate: 2_400_000, carries: 9_000_000, isDelivering: true },
  ...{ lastError: null, refused: null, rung: 0, carriedAtChange: undefined, framesPerSecond: 30, framesDropped: 0 },
  ...{ droppedOfLate: 0, keyframeSeconds: 1, isBroken: false, take: null, moment: null },
};

const namesOf = (change: Partial<Parameters<typeof judgeAir>[0]>, viewers = { watching: 180, stalling: 2 }) =>
  judgeAir({ ...well, ...change }, viewers).map(({ name }) => name);

describe("the health of the air", () => {
  it("has nothing to advise while all is well, two waiting viewers of 180 included", () => {
    expect(namesOf({})).toEqual([]);
  });

  it("says what the line carried when the picture was lowered, and that only sound is left on the last rung", () => {
    expect(judgeAir({ ...well, rung: 2, carriedAtChange: 1_100_000 }, null)).toEqual([
      { name: "lowered", megabits: 1.1 },
    ]);
    expect(namesOf({ rung: 4, carriedAtChange: 120_000, keyframeSeconds: 10 })).toEqual(["soundOnly"]);
  });

  it("tells a busy device, key frames far apart and many waiting viewers from a bad line", () => {
    expect(namesOf({ droppedOfLate: 9 })).toEqual(["busy"]);
    expect(namesOf({ keyframeSeconds: 5 })).toEqual(["keyframes"]);
    expect(namesOf({}, { watching: 10, stalling: 3 })).toEqual(["stalling"]);
    expect(namesOf({}, { watching: 2, stalling: 2 })).toEqual([]);
  });
});

const edition = {
  ...{ id: "e", sku: "E", name: "Red", summary: "", image: null, prices: [], currency: "EUR", priceMinor: 100 },
  ...{ depositMinor: 0, taxBp: 0, perPersonLimit: 1, refundDays: 1, holdSeconds: 60, offerSeconds: 60 },
  ...{ lockDeadlineDays: null, balanceDueOn: null, balanceGraceDays: 7, salesOpen: false, total: 5, available: 5 },
  ...{ pooled: 0, held: 0, sold: 0, seq: 1, waves: [] },
  nextWindow: { start: "2027-01-01", end: "2027-01-15", wave: 1, left: 5 },
};
const product = { id: "p", slug: "p", name: "Buoy", tagline: "", description: "", image: null };

describe("the check before going on air", () => {
  it("finds enough only in a line with room above the best picture", () => {
    expect([9_000_000, 2_700_000, "failed", "measuring"].map((line) => judgeUplink(uplinkOf(line)))).toEqual([
      ...["ok", "warn", "warn", "wait"],
    ]);
  });

  it("names the first thing that keeps each edition from being bought, sales closed not among them", () => {
    const editions = [
      edition,
      { ...edition, name: "Blue", available: 0 },
      { ...edition, name: "Gold", available: 0, pooled: 3 },
      { ...edition, name: "Free", priceMinor: 0 },
      { ...edition, name: "Late", nextWindow: null },
    ];
    const found = findLacks([
      { ...product, editions },
      { ...product, name: "Bare", editions: [] },
    ]);
    expect(found.map(({ edition: name, lack }) => [name, lack])).toEqual([
      ["Blue", "noStock"],
      ["Free", "noPrice"],
      ["Late", "noWindow"],
      ["", "noEdition"],
    ]);
  });
});

function uplinkOf(line: number | string) {
  if (typeof line === "number") return line;
  return line === "failed" ? "failed" : "measuring";
}
