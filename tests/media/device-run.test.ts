import { describe, expect, it } from "vitest";
import { freshRun, type RunEvent, reduceRun } from "#components/media/device/device-run.ts";
import { type Finding, judgeWhole, runTrial, type Trial, type Verdict } from "#components/media/device/trial.ts";

const tools = { signal: new AbortController().signal, tell: () => {} };
const good: Finding = { verdict: "good", details: [] };

describe("a run through the trials of a device", () => {
  const play = (...events: RunEvent[]) => events.reduce(reduceRun, freshRun);
  const found = { type: "found", id: "camera", finding: good } as const;

  it("keeps what was found, and forgets it when it begins again", () => {
    const done = play({ type: "begin" }, { type: "try", id: "camera" }, found, { type: "end" });
    expect(done).toMatchObject({ state: "done", current: undefined, findings: { camera: good } });
    expect(reduceRun(done, { type: "begin" })).toMatchObject({ state: "running", findings: {} });
  });

  it("hears nothing of a trial that was stopped", () => {
    const stopped = play({ type: "begin" }, { type: "try", id: "camera" }, { type: "stop" });
    expect(reduceRun(stopped, found)).toBe(stopped);
    expect(stopped).toMatchObject({ state: "stopped", current: undefined, findings: {} });
  });

  it("begins the share of each trial anew", () => {
    const shared = play({ type: "begin" }, { type: "try", id: "camera" }, { type: "share", share: 0.9 });
    expect(shared.share).toBe(0.9);
    expect(reduceRun(shared, { type: "try", id: "sound" }).share).toBeNull();
  });
});

describe("what trials come to", () => {
  const trial = (id: string, isNeeded: boolean): Trial => ({ id, isNeeded, run: async () => good });
  const trials = [trial("camera", true), trial("sound", true), trial("screen", false)];
  const judge = (camera: Verdict, sound: Verdict, screen: Verdict) => {
    const of = (verdict: Verdict): Finding => ({ verdict, details: [] });
    return judgeWhole(trials, { camera: of(camera), sound: of(sound), screen: of(screen) });
  };

  it("is the worst of what is needed", () => {
    expect(judge("good", "good", "good")).toBe("good");
    expect(judge("good", "limits", "good")).toBe("limits");
    expect(judge("limits", "none", "good")).toBe("none");
  });

  it("is not made worse by what a show can do without", () => {
    expect(judge("good", "good", "none")).toBe("good");
  });

  it("a trial that throws does not work, and says why", async () => {
    const run = async () => {
      throw new DOMException("Permission denied", "NotAllowedError");
    };
    expect(await runTrial({ id: "camera", isNeeded: true, run }, tools)).toEqual({
      verdict: "none",
      details: ["NotAllowedError: Permission denied"],
    });
  });
});
