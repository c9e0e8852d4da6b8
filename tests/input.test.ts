import { expect, test } from "vitest";
import { imageAddress } from "#lib/images/schema.ts";
import { day, moment } from "#lib/moment.ts";
import { line, prose, term } from "#lib/text.ts";

const taken = (schema: { safeParse: (value: unknown) => { success: boolean } }) => (value: unknown) =>
  schema.safeParse(value).success;

test.each([
  ["a name in Vietnamese, decomposed", "Việt"],
  ["Hebrew with points and cantillation", "בְּרֵאשִׁ֖ית"],
  ["Thai, Tamil, Devanagari", "น้ำ தமிழ் क्षत्रिय"],
  ["a family of four in one picture", "👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣"],
  ["Arabic with a mark of direction", "مرحبا\u200f (1)"],
])("%s is a line", (_, text) => expect(line(120).parse(text)).toBe(text.normalize("NFC")));

test.each([
  ["nothing", ""],
  ["spaces", " \u3000 "],
  ["zero-width space", "\u200b"],
  ["Hangul filler", "\u3164"],
  ["empty Braille", "\u2800"],
  ["word joiner", "\u2060\u2060"],
  ["soft hyphen", "\u00ad"],
  ["a lone mark", "\u0301"],
  ["joiners and selectors only", "\u200d\ufe0f"],
  ["half of a character", "a\ud83d"],
  ["the other half", "\ude00a"],
  ["NUL", "a\u0000b"],
  ["a line break", "a\nb"],
  ["a bell", "a\u0007"],
  ["a turned direction", "Refund \u202egnp.exe"],
  ["an isolate that never ends", "\u2067abc"],
  ["a letter with 1,000 marks", `Z${"\u0301".repeat(1000)}`],
  ["marks parted by joiners", `Z${"\u0300\u200d".repeat(20)}`],
  ["too long", "x".repeat(121)],
])("%s is no line", (_, text) => expect(taken(line(120))(text)).toBe(false));

test("prose may be empty and have paragraphs, and hides nothing either", () => {
  expect(prose(100).parse("  one\n\ttwo\r\n ")).toBe("one\n\ttwo");
  expect(prose(100).parse("")).toBe("");
  for (const text of ["\u200b", "a\u0000", "a\ud83d", "a\u0008"]) expect(taken(prose(100))(text)).toBe(false);
});

test("what is looked for may be anything that a database can compare", () => {
  expect(term(10).parse(" ⠀ ")).toBe("⠀");
  for (const text of ["\u0000", "\udc00"]) expect(taken(term(10))(text)).toBe(false);
});

test.each([
  ["2027-03-01T20:00:00+08:00", true],
  ["2000-01-01T00:00:00Z", true],
  ["2099-12-31T23:59:59.999Z", true],
  ["2099-12-31T23:59:59-23:59", false],
  ["9999-12-31T23:59:59-23:59", false],
  ["1999-12-31T23:59:59Z", false],
  ["0000-01-01T00:00:00Z", false],
  ["0001-01-01T00:00:00+23:59", false],
  ["2027-02-29T00:00:00Z", false],
  ["2027-03-01T24:00:00Z", false],
  ["2027-03-01T23:59:60Z", false],
  ["2027-03-01T00:00:00", false],
  ["+010000-01-01T00:00:00Z", false],
  [`2027-03-01T00:00:00.${"0".repeat(5000)}Z`, false],
])("the moment %s: %s", (text, good) => expect(taken(moment)(text)).toBe(good));

test.each([
  ["2028-02-29", true],
  ["2027-02-29", false],
  ["0000-01-01", false],
  ["9999-12-31", false],
  ["2100-01-01", false],
  ["2027-1-1", false],
])("the day %s: %s", (text, good) => expect(taken(day)(text)).toBe(good));

test.each([
  ["/demo/car.svg", true],
  ["/images/ab.webp?w=2", true],
  ["https://cdn.example/图.png", true],
  ["//evil.example/x.png", false],
  ["/\\evil.example/x.png", false],
  ["\\\\evil.example\\x.png", false],
  ["/\t/evil.example/x.png", false],
  ["/a\\b.png", false],
  ["https:/evil.example", false],
  ["https:\\\\evil.example", false],
  ["https://user:pw@cdn.example/x.png", false],
  ["http://cdn.example/x.png", false],
  ["javascript:alert(1)", false],
  ["data:image/png;base64,AAAA", false],
])("a picture at %j: %s", (address, good) => expect(taken(imageAddress)(address)).toBe(good));
