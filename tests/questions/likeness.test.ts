import { expect, it } from "vitest";
import { likeness, marksOf, sameFrom } from "#lib/questions/likeness.ts";
import { wordsOf } from "#lib/questions/words-of.ts";
import { different, same } from "#tests/questions/pairs.ts";

const areOne = ([one, other]: readonly [string, string]) => likeness(wordsOf(one), wordsOf(other)) >= sameFrom;

it("calls at least 85 of 100 pairs one question that are one, in English and Chinese, and at most 5 of 100 that are not", () => {
  expect([same.length, different.length]).toEqual([40, 40]);
  expect(same.filter(areOne).length / same.length).toBeGreaterThanOrEqual(0.85);
  expect(different.filter(areOne).length / different.length).toBeLessThanOrEqual(0.05);
});

it("finds by its index whatever it calls one, in one show and in no other", () => {
  const show = "01900000-0000-7000-8000-000000000001";
  for (const [one, other] of same.filter(areOne)) {
    const [a, b] = [marksOf(show, wordsOf(one)), marksOf(show, wordsOf(other))];
    expect(
      a.some((mark) => b.includes(mark)),
      `${one} / ${other}`,
    ).toBe(true);
    expect(a.some((mark) => marksOf("another", wordsOf(other)).includes(mark))).toBe(false);
  }
});

it.each(["", "?", "   ", "🙂🙂", "的的的", "a".repeat(800), "ﬀ⑳㍿", "１２３４５６ＧＢ"])(
  "reads %j in no time",
  (text) => {
    const started = performance.now();
    expect(likeness(wordsOf(text), wordsOf(text))).toBeLessThanOrEqual(1);
    expect(performance.now() - started).toBeLessThan(200);
  },
);
