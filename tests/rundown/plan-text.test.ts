import { expect, test } from "vitest";
import { readPlan, writePlan } from "#components/studio/rundown/plan-text.ts";

const plan = `hello
# Welcome (5 min)
Good evening.

How are you?
## [poll] Which colour? (90 s)
## 价格揭晓（2 分钟）
Now.
## [dance] Nobody (5 parsecs)
## The (new) one
`;

test("a plan is read by its headings; what is not understood is said with its line, and the rest stands", () => {
  const { segments, faults } = readPlan(plan);
  expect(segments.map(({ kind, title, seconds, script }) => [kind, title, seconds, script])).toEqual([
    ["talk", "Welcome", 300, "Good evening.\n\nHow are you?"],
    ["poll", "Which colour?", 90, ""],
    ["talk", "价格揭晓", 120, "Now."],
    ["talk", "[dance] Nobody (5 parsecs)", 300, ""],
    ["talk", "The (new) one", 300, ""],
  ]);
  expect(faults).toEqual([
    { line: 1, text: "hello", why: "beforeHeading" },
    { line: 9, text: "## [dance] Nobody (5 parsecs)", why: "length" },
    { line: 9, text: "## [dance] Nobody (5 parsecs)", why: "kind" },
  ]);
  expect(readPlan(`# Long\n${"x".repeat(20_001)}`)).toEqual({
    segments: [],
    faults: [{ line: 0, text: "Long", why: "tooLong" }],
  });
});

test("what is written reads back to the same", () => {
  const { segments } = readPlan(plan);
  expect(readPlan(writePlan(segments)).segments).toEqual(segments);
});
