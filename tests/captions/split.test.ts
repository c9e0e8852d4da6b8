import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captionsInput } from "#lib/captions/schema.ts";
import { columnsOf, splitText } from "#lib/captions/split-text.ts";
import { timeLines } from "#lib/captions/time-lines.ts";

describe("a caption", () => {
  it("is one line while it fits, then two of about the same length, broken at words", () => {
    expect(splitText("Good evening.")).toEqual(["Good evening."]);
    expect(splitText("The Founders edition opens in five minutes, five hundred of them.")).toEqual([
      "The Founders edition opens in five\nminutes, five hundred of them.",
    ]);
    expect(splitText("海燕创始编号版五分钟后开抢，一共五百辆，每一辆都有铜质编号牌。")).toEqual([
      "海燕创始编号版五分钟后开抢，\n一共五百辆，每一辆都有铜质编号牌。",
    ]);
  });

  it("goes on in the next when two lines do not hold it", () => {
    const said =
      "We drove it from Shanghai to Harbin in one day, in January, with the heating on, and arrived with a fifth of the charge left in the pack.";
    const cues = splitText(said);
    expect(cues).toEqual([
      "We drove it from Shanghai to\nHarbin in one day, in January,",
      "with the heating on, and arrived with\na fifth of the charge left in the pack.",
    ]);
    expect(cues.join(" ").replaceAll("\n", " ")).toBe(said);
  });

  it("never is wider than 42 columns or higher than two lines, and loses no letter, whatever is said", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (said) => {
        const read = captionsInput.safeParse({ language: "en", lines: [{ text: said, source: "typed" }] });
        if (!read.success) return;
        const text = read.data.lines[0]?.text ?? "";
        const cues = splitText(text);
        for (const cue of cues) {
          const lines = cue.split("\n");
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(42);
          expect(cue.trim()).not.toBe("");
        }
        expect(cues.join("").replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
      }),
    );
  });
});

describe("lines without times", () => {
  const line = (text: string) => ({ text, source: "typed" as const });

  it("follow one another from the newest picture on, each as long as it takes to read", () => {
    const timed = timeLines([line("Good evening."), line("This is Petrel.")], { newestMs: 50_000, freeFromMs: 0 });
    expect(timed.map(({ startMs }) => startMs)).toEqual([50_000, timed[0]?.endMs]);
    const [short, long] = timeLines([line("海燕"), line("海燕创始编号版五分钟后开抢一共五百辆")], {
      newestMs: 0,
      freeFromMs: 0,
    });
    expect((short?.endMs ?? 0) - (short?.startMs ?? 0)).toBeLessThan((long?.endMs ?? 0) - (long?.startMs ?? 0));
  });

  it("wait for the one that has only just come, and begin where they were said", () => {
    const [waiting] = timeLines([line("Now")], { newestMs: 50_000, freeFromMs: 50_700 });
    expect(waiting?.startMs).toBe(50_700);
    const [said] = timeLines([{ ...line("Now"), agoMs: 4000 }], { newestMs: 50_000, freeFromMs: 0 });
    expect(said).toMatchObject({ startMs: 46_000 });
    expect(said?.endMs).toBeGreaterThan(51_000);
  });

  it("stand in their order, never over one another, each with some time, however many and long they are", () => {
    const lines = fc.array(
      fc.record({ text: fc.stringMatching(/^[a-z海燕 ]*[a-z海燕][a-z海燕 ]{0,200}$/u), agoMs: fc.nat(15_000) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(lines, fc.nat(1e6), (said, newestMs) => {
        const timed = timeLines(
          said.map((each) => ({ ...each, source: "speech" as const })),
          { newestMs, freeFromMs: Number.NEGATIVE_INFINITY },
        );
        for (const [index, { startMs, endMs }] of timed.entries()) {
          expect(endMs).toBeGreaterThan(startMs);
          expect(endMs - startMs).toBeLessThanOrEqual(60_000);
          if (index > 0) expect(startMs).toBeGreaterThanOrEqual(timed[index - 1]?.endMs ?? 0);
        }
      }),
    );
  });
});
