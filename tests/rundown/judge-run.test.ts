import { expect, test } from "vitest";
import { judgeRun, runTime } from "#components/studio/rundown/judge-run.ts";
import type { RundownView } from "#lib/rundown/schema.ts";

const liveAt = Date.parse("2026-12-01T20:00:00Z");
const at = (minutes: number) => liveAt + minutes * 60_000;
const segment = (id: string, seconds: number) => ({
  ...{ id, seconds, kind: "talk" as const, title: id, script: "" },
  ...{ productId: null, dropId: null, pollId: null },
});

function runAt(segmentId: string | null, since: number): RundownView {
  const segments = [segment("a", 300), segment("b", 600), segment("c", 60)];
  return { version: 1, segmentId, since: new Date(since).toISOString(), hand: null, segments };
}

test("a show is behind by what it took longer, in this segment and those before, and ahead by what it saved", () => {
  const judged = (run: RundownView, now: number) => judgeRun(run, { now, liveAt });
  expect(judged(runAt("b", at(7)), at(10))).toMatchObject({ index: 1, elapsed: 180, left: 420, behind: 120 });
  expect(judged(runAt("b", at(5)), at(21))).toMatchObject({ left: -360, behind: 360, planned: 960 });
  expect(judged(runAt("b", at(3)), at(4))).toMatchObject({ behind: -120 });
  expect(judged(runAt(null, at(0)), at(4))).toMatchObject({ index: -1, current: null, behind: 0, next: { id: "a" } });
  expect(judged(runAt("c", at(15)), at(16)).next).toBeNull();
  expect([runTime(65), runTime(-5), runTime(3909)]).toEqual(["1:05", "0:05", "1:05:09"]);
});
