import { describe, expect, it } from "vitest";
import { createPictureKeeper, type PictureLook } from "#components/media/broadcast/keep-picture.ts";

const well: PictureLook = { isHidden: false, isMuted: false, stillSeconds: 0.1, hasCamera: true, isSoundRunning: true };

/** Looks twice a second; what was done, with the second it was done in. */
function keep(seconds: number, lookAt: (second: number) => Partial<PictureLook>): string[] {
  let at = 0;
  const done: string[] = [];
  const look = createPictureKeeper({
    now: () => at,
    setAway: (isAway) => done.push(`${at / 1000} ${isAway ? "away" : "back"}`),
    reopen: () => done.push(`${at / 1000} reopen`),
    resumeSound: () => done.push(`${at / 1000} resume`),
  });
  for (; at < seconds * 1000; at += 500) look({ ...well, ...lookAt(at / 1000) });
  return done;
}

describe("the picture of a host who was called, locked the phone or went to another app", () => {
  it("is told away at once and back on return, and asked for anew unless it comes by itself", () => {
    const isHidden = (second: number) => second >= 3 && second < 10;
    expect(keep(20, (second) => ({ isHidden: isHidden(second) }))).toEqual(["3 away", "10 back"]);
    const dead = keep(20, (second) => ({
      isHidden: isHidden(second),
      stillSeconds: second >= 3 && second < 12 ? 9 : 0,
    }));
    expect(dead).toEqual(["3 away", "10 back", "11.5 reopen"]);
  });

  it("is taken back from a call that mutes it, with its sound, ever less often while that lasts", () => {
    const done = keep(60, (second) => ({ isMuted: second >= 5, isSoundRunning: second < 5 || second >= 7 }));
    expect(done[0]).toBe("5 away");
    expect(done).toContain("5 resume");
    const tries = done.filter((each) => each.endsWith("reopen")).map((each) => Number.parseFloat(each));
    expect(tries[0]).toBe(5);
    expect(tries.length).toBeLessThanOrEqual(5);
    expect(tries.length).toBeGreaterThanOrEqual(3);
  });

  it("is left alone where there is no camera to ask for, and where all is well", () => {
    expect(keep(30, () => ({}))).toEqual([]);
    expect(keep(30, () => ({ hasCamera: false, stillSeconds: 30 }))).toEqual([]);
  });
});
