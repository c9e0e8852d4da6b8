import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { listEmoji, readTable } from "#components/audience/emoji.ts";
import { emojiTable as english } from "#components/audience/emoji-en.ts";
import { emojiTable as chinese } from "#components/audience/emoji-zh-cn.ts";

const tables = { en: english, "zh-cn": chinese };
const signsOf = (lists: ReturnType<typeof readTable>) => lists.flatMap(({ all }) => all.map(({ sign }) => sign));

test("the same few hundred pictures, each once and each with words, are there in both languages", () => {
  const [one, other] = [readTable(english), readTable(chinese)];
  expect(signsOf(one).length).toBeGreaterThan(400);
  expect(signsOf(one)).toEqual(signsOf(other));
  expect(new Set(signsOf(one)).size).toBe(signsOf(one).length);
  for (const { sign, words } of [...one, ...other].flatMap(({ all }) => all)) {
    expect(sign).toMatch(/\p{Extended_Pictographic}|\p{Regional_Indicator}/u);
    expect(words.length, sign).toBeGreaterThan(0);
  }
});

test.for(Object.keys(tables))("what a reader of %s loads for them is at most 8 kB", (language) => {
  const source = readFileSync(`components/audience/emoji-${language}.ts`);
  expect(gzipSync(source, { level: 9 }).length).toBeLessThanOrEqual(8192);
});

test("they are found by words in the reader's language, and what one takes most stands first", () => {
  const [one, other] = [readTable(english), readTable(chinese)];
  expect(signsOf(listEmoji(one, "Rocket", []))).toEqual(["🚀"]);
  expect(signsOf(listEmoji(other, "火箭", []))).toEqual(["🚀"]);
  expect(signsOf(listEmoji(one, "heart blue", []))).toContain("💙");
  expect(signsOf(listEmoji(one, "no such thing", []))).toEqual([]);
  expect(listEmoji(one, "", ["🚀", "🧿"])[0]).toMatchObject({ group: "often", all: [{ sign: "🚀" }] });
  expect(listEmoji(one, "", [])[0]?.group).toBe("faces");
});
