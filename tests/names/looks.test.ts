import { describe, expect, it, test } from "vitest";
import { foldName } from "#lib/names/fold-name.ts";
import { imitates } from "#lib/names/imitates.ts";
import { talkName } from "#lib/names/schema.ts";

const staff = new Set(["Mei Lin", "Anna Keller", "王小明", "Launchroom"].map(foldName));

/** Names that try to pass for the shop, or to disturb what others read. */
const attacks: [what: string, name: string][] = [
  ["right-to-left override", "anna\u202enimda"],
  ["isolate", "\u2066Anna\u2069"],
  ["zero width space", "Mei\u200bLin"],
  ["zero width joiner between letters", "Mei\u200dLin"],
  ["word joiner", "Mei\u2060 Lin"],
  ["soft hyphen", "Mei\u00ad Lin"],
  ["Hangul filler, which shows nothing", "\u3164"],
  ["empty Braille cell", "\u2800"],
  ["a tower of marks", `Z${"\u0335\u0301".repeat(8)}algo`],
  ["marks alone", "\u0301\u0302"],
  ["control", "Mei\u0007Lin"],
  ["line break", "Mei\nLin"],
  ["tag characters", "Mei\u{e0041} Lin"],
  ["private use", "Mei \ue000"],
  ["variation selector on a letter", "M\ufe0fei Lin"],
  ["half of a character", "Mei \ud83d"],
  ["too long by one letter", "x".repeat(25)],
  ["nothing but spaces", "   "],
  ["Cyrillic", "Меі Lіn"],
  ["Greek", "Αnna Κeller"],
  ["full width", "Ｍｅｉ　Ｌｉｎ"],
  ["mathematical bold", "𝐌𝐞𝐢 𝐋𝐢𝐧"],
  ["another case", "MEI LIN"],
  ["without the space", "meilin"],
  ["digits for letters", "Me1 L1n"],
  ["a digit behind", "Mei Lin 2"],
  ["signs around", "~*Mei_Lin*~"],
  ["accents", "Méi Lín"],
  ["inside a longer name", "the real Anna Keller"],
  ["Han", "王小明"],
  ["the shop", "LaunchR00m"],
];

/** Words of office. */
const offices = [
  "Host",
  "ΗОST",
  "h o s t",
  "Official",
  "the_official_shop",
  "ADM1N",
  "moderator2",
  "Mods",
  "Anna (staff)",
  "HostAnna",
  "Ｏｆｆｉｃｉａｌ",
  "客服",
  "官方小美",
  "主 播",
  "system",
];

/** People who are called so. */
const honest = [
  "李雷",
  "Badminton fan",
  "Jean-Luc",
  "O'Neill",
  "أحمد",
  "Đặng Thị Hà",
  "शिवानी",
  "สมชาย",
  "Ghost",
  "Annabel",
  "Mei",
  "Linus",
  "👩‍👩‍👧 Ada",
  "❤️ Bo",
  "Zoë",
  "שָׁלוֹם",
  "김민준",
  "R2",
];

describe("a name", () => {
  it.each(attacks)("that attacks by %s is refused", (_, name) => {
    const { success, data } = talkName.safeParse(name);
    expect(success && !imitates(data ?? "", staff)).toBe(false);
  });

  it.each(offices)("of office, %s, is refused", (name) => {
    expect(imitates(talkName.parse(name), staff)).toBe(true);
  });

  it.each(honest)("of an honest person, %s, is taken", (name) => {
    expect(imitates(talkName.parse(name), staff)).toBe(false);
  });
});

test("a name is kept in one form: composed, with single spaces and none around", () => {
  expect(talkName.parse("  Zoe\u0308 \u00a0  Ｌee ")).toBe("Zoë Lee");
  expect(talkName.parse("👩‍👩‍👧".repeat(24))).toHaveLength(24 * 8);
});

test("folding twice changes nothing more", () => {
  for (const name of [...attacks.map(([, each]) => each), ...offices, ...honest])
    expect(foldName(foldName(name))).toBe(foldName(name));
});
