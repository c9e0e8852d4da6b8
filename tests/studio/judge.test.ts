import { describe, expect, it } from "vitest";
import type { AirStatus } from "#components/media/broadcast/air-messages.ts";
import { earlyBy, earlyInWords } from "#components/studio/desk/early-start.ts";
import { judgeAir } from "#components/studio/desk/judge-air.ts";
import { type CaptureLook, judgeCapture } from "#components/studio/desk/judge-capture.ts";
import { findLacks, judgeUplink } from "#components/studio/desk/judge-ready.ts";

const well: AirStatus = {
  ...{ state: "live", secondsBehind: 0.2, waitingBytes: 0, bitrate: 2_400_000, carries: 9_000_000, isDelivering: true },
  ...{ lastError: null, refused: null, rung: 0, carriedAtChange: undefined, framesPerSecond: 30, framesDropped: 0 },
  ...{
    droppedOfLate: 0,
    keyframeSeconds: 1,
    isBroken: false,
    stillSeconds: 0,
    blackSeconds: 0,
    take: null,
    moment: null,
  },
  ...{ roundTripSeconds: 0.03, relief: 0, isAway: false },
};

const namesOf = (change: Partial<Parameters<typeof judgeAir>[0]>, viewers = { watching: 180, stalling: 2 }) =>
  judgeAir({ ...well, ...change }, viewers).map(({ name }) => name);

describe("the health of the air", () => {
  it("has nothing to advise while all is well, two waiting viewers of 180 included", () => {
    expect(namesOf({})).toEqual([]);
  });

  it("says what the line carried when the picture was lowered, and that only sound is left on the last rung", () => {
    expect(judgeAir({ ...well, rung: 2, carries: 1_200_000, carriedAtChange: 1_100_000 }, null)).toEqual([
      { name: "lowered", megabits: 1.1 },
    ]);
    expect(namesOf({ rung: 4, carries: undefined, carriedAtChange: 120_000, keyframeSeconds: 10 })).toEqual([
      "soundOnly",
    ]);
  });

  it("never calls a line thin that carries the picture: at 10.8 Mbit/s the picture is on its way back up", () => {
    expect(namesOf({ rung: 2, carries: 10_800_000, carriedAtChange: 1_100_000 })).toEqual(["recovering"]);
    expect(namesOf({ rung: 4, carries: 10_800_000, carriedAtChange: 120_000 })).toEqual(["recovering"]);
    expect(namesOf({ rung: 1, carries: 1_500_000, carriedAtChange: undefined })).toEqual(["loweredHeldUp"]);
    expect(namesOf({ rung: 4, carries: undefined, carriedAtChange: undefined })).toEqual(["soundOnlyHeldUp"]);
    expect(namesOf({ rung: 1, carries: 3_000_000, carriedAtChange: 2_400_000 })).toEqual(["lowered"]);
    expect(namesOf({ rung: 1, carries: undefined, carriedAtChange: 2_400_000 })).toEqual(["lowered"]);
    expect(namesOf({ rung: 0, carries: 900_000, carriedAtChange: undefined })).toEqual([]);
  });

  it("tells a busy device, key frames far apart and many waiting viewers from a bad line", () => {
    expect(namesOf({ droppedOfLate: 9 })).toEqual(["busy"]);
    expect(namesOf({ relief: 1 })).toEqual(["relieved"]);
    expect(namesOf({ keyframeSeconds: 5 })).toEqual(["keyframes"]);
    expect(namesOf({}, { watching: 10, stalling: 3 })).toEqual(["stalling"]);
    expect(namesOf({}, { watching: 2, stalling: 2 })).toEqual([]);
  });
});

const sound: CaptureLook = {
  ...{ isHidden: false, isPictureMuted: false, isSoundMuted: false, stillSeconds: 0.03, blackSeconds: 0 },
  ...{ hasSound: true, flatSeconds: 0.5, isSoundRunning: true },
};

describe("a camera or a microphone that gives nothing on air", () => {
  it("is told in its own words within five seconds, and nothing is told of one that works", () => {
    const told = (change: Partial<CaptureLook>) => judgeCapture({ ...sound, ...change });
    expect(told({})).toEqual([]);
    expect(told({ isHidden: true, stillSeconds: 9 })).toEqual(["pageHidden"]);
    expect(told({ stillSeconds: 2.1 })).toEqual(["pictureStill"]);
    expect(told({ blackSeconds: 3.5 })).toEqual(["pictureBlack"]);
    expect(told({ stillSeconds: 9, blackSeconds: 9, isPictureMuted: true })).toEqual(["pictureMuted"]);
    expect(told({ flatSeconds: 4.2 })).toEqual(["soundFlat"]);
    expect(told({ flatSeconds: 9, isSoundMuted: true })).toEqual(["soundMuted"]);
    expect(told({ flatSeconds: 9, isSoundRunning: false })).toEqual(["soundStopped"]);
    expect(told({ flatSeconds: 9, hasSound: false })).toEqual([]);
    expect(told({ isPictureMuted: true, isSoundMuted: true })).toEqual(["pictureMuted", "soundMuted"]);
  });
});

const edition = {
  ...{
    id: "e",
    sku: "E",
    name: "Red",
    summary: "",
    facts: "",
    variantGroup: "",
    option: "",
    swatch: null,
    image: null,
    prices: [],
    goals: [],
    currency: "EUR",
    priceMinor: 100,
  },
  ...{ depositMinor: 0, taxBp: 0, perPersonLimit: 1, refundDays: 1, holdSeconds: 60, offerSeconds: 60 },
  ...{
    lockDeadlineDays: null,
    addressLockDays: 14,
    weightGrams: null,
    coolingOffExemption: null,
    balanceDueOn: null,
    balanceGraceDays: 7,
    salesOpen: false,
    opensInShow: true,
    total: 5,
    available: 5,
  },
  ...{ pooled: 0, held: 0, sold: 0, seq: 1, waves: [] },
  nextWindow: { start: "2027-01-01", end: "2027-01-15", wave: 1, left: 5 },
};
const product = {
  id: "p",
  slug: "p",
  name: "Buoy",
  tagline: "",
  description: "",
  facts: "",
  pictures: [],
  image: null,
  delivery: "shipped" as const,
};

describe("a start before its time", () => {
  const startsAt = "2026-11-29T20:00:00.000Z";
  const at = (time: string) => earlyBy({ startsAt, now: Date.parse(`2026-11-29T${time}.000Z`) });

  it("is early from a minute on, never when it is on time or late", () => {
    expect([at("19:33:00"), at("19:58:59"), at("19:59:00"), at("20:00:00"), at("21:00:00")]).toEqual([
      ...[27 * 60_000, 61_000, null, null, null],
    ]);
  });

  it("is told in minutes, hours or days, as a person would say it", () => {
    const minutes = (count: number) => earlyInWords(count * 60_000);
    expect([minutes(1.1), minutes(27), minutes(119), minutes(150), minutes(60 * 47), minutes(60 * 24 * 9)]).toEqual([
      { unit: "minutes", count: 1 },
      { unit: "minutes", count: 27 },
      { unit: "minutes", count: 119 },
      { unit: "hours", count: 3 },
      { unit: "hours", count: 47 },
      { unit: "days", count: 9 },
    ]);
  });
});

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
