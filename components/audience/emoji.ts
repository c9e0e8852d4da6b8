export const emojiGroups = ["faces", "hands", "hearts", "nature", "food", "things", "signs"] as const;
export type EmojiGroup = (typeof emojiGroups)[number];

/** By group: each picture before its words, with commas between. */
export type EmojiTable = Record<EmojiGroup, string>;
export type Emoji = { sign: string; words: string };
export type EmojiList = { group: EmojiGroup | "often" | "found"; all: Emoji[] };

const mostOften = 16;
const remembered = 60;
const place = "launchroom.emoji";

export function readTable(table: EmojiTable): EmojiList[] {
  return emojiGroups.map((group) => ({ group, all: table[group].split(",").map(readRow) }));
}

/** What one takes most, and then all by group; or what has every part of what is looked for in its words. */
export function listEmoji(groups: EmojiList[], sought: string, often: string[]): EmojiList[] {
  const all = groups.flatMap((group) => group.all);
  const parts = sought.toLowerCase().split(/\s+/u).filter(Boolean);
  if (parts.length > 0)
    return [{ group: "found", all: all.filter(({ words }) => parts.every((part) => words.includes(part))) }];
  const known = often.flatMap((sign) => all.find((each) => each.sign === sign) ?? []).slice(0, mostOften);
  return known.length > 0 ? [{ group: "often", all: known }, ...groups] : groups;
}

/** What this device took, the most often taken first. */
export function oftenTaken(): string[] {
  return [...readCounts()].sort(([, one], [, other]) => other - one).map(([sign]) => sign);
}

export function countTaken(sign: string): void {
  const counts = readCounts();
  const count = (counts.get(sign) ?? 0) + 1;
  counts.delete(sign);
  try {
    localStorage.setItem(place, JSON.stringify([[sign, count], ...counts].slice(0, remembered)));
  } catch {}
}

function readRow(row: string): Emoji {
  const [sign = "", ...words] = row.trim().split(" ");
  return { sign, words: words.join(" ") };
}

/** The one taken last first. */
function readCounts(): Map<string, number> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return new Map(Array.isArray(kept) ? kept.filter(isCount) : []);
  } catch {
    return new Map();
  }
}

function isCount(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}
