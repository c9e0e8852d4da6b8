import { createHash } from "node:crypto";
import { foldText, type Letter } from "./fold-text.ts";
import { matchTerms, type TermList } from "./match-terms.ts";
import { findAddress } from "./names-address.ts";
import type { ChatFilter, HoldRule, TrialView } from "./schema.ts";

/** Why a line waits, and what of it. */
export type Hold = { rule: HoldRule; part: string };
/** What a chat holds back: which rules, and its lists of terms. */
export type Sieve = { filter: ChatFilter; lists: readonly TermList[] };
/** What its author has said of late, and others. */
export type Lately = {
  /** Lines of the author in the last half minute. */
  lines: number;
  /** Other accounts that said the same within a minute. */
  echoes: number;
  /** A new account with few lines. */
  isNewcomer: boolean;
};

const floodLines = 8;
const echoAccounts = 3;
const wallLetters = 15;
const wallPictures = 12;
const wallWords = 6;
const longLetters = 12;
const longHan = 6;

const passing: TrialView = { outcome: "passes", rule: null, term: null, from: 0, to: 0 };

/** What a text meets by itself, whoever says it and whenever. */
export function judgeText(text: string, { filter, lists }: Sieve): TrialView {
  const [match] = filter.words ? matchTerms(lists, text) : [];
  if (match) {
    const outcome = match.kind === "blocked" ? "blocked" : "held";
    return { outcome, rule: "word", term: match.term, from: match.from, to: match.to };
  }
  const address = filter.links ? findAddress(text) : null;
  if (address) return { ...passing, outcome: "held", rule: "links", ...address };
  if (filter.wall && isWall(text)) return { ...passing, outcome: "held", rule: "wall", to: text.length };
  return passing;
}

/** What a line meets by when it is said, where its text passes. */
export function judgeLately({ lines, echoes, isNewcomer }: Lately, filter: ChatFilter): HoldRule | null {
  if (filter.flood && lines >= floodLines) return "flood";
  if (filter.copies && echoes >= echoAccounts) return "copies";
  return filter.newcomers && isNewcomer ? "newcomer" : null;
}

/** Names a text that is long enough to be said by many on purpose; null for a short one. */
export function printOf(text: string): string | null {
  const letters = foldText(text);
  const isLong = letters.length >= longLetters || letters.filter(({ isHan }: Letter) => isHan).length >= longHan;
  if (!isLong) return null;
  return createHash("sha256")
    .update(letters.map(({ letter }) => letter).join(""))
    .digest("hex")
    .slice(0, 16);
}

/** Pictures and spaces alone. */
export function isPicturesAlone(text: string): boolean {
  return picture.test(text) && text.replace(besidePictures, "") === "";
}

const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const besidePictures =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{Default_Ignorable_Code_Point}|\s/gu;

/** Capitals over capitals, pictures over pictures, or one word or sign again and again. */
function isWall(text: string): boolean {
  const cased = text.match(/\p{Lu}|\p{Ll}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  if (capitals.length >= wallLetters && capitals.length / cased.length > 0.85 && /\s\S+\s/u.test(text)) return true;
  const pictures = text.match(/\p{Extended_Pictographic}|\p{Regional_Indicator}{2}/gu) ?? [];
  if (pictures.length > wallPictures && !isPicturesAlone(text)) return true;
  if (pictures.length > wallPictures * 2 || /(\S)\1{15,}/u.test(text)) return true;
  return /(?:^|\s)(\S+)(?:\s+\1){5,}(?:\s|$)/iu.test(text) && text.split(/\s+/u).length >= wallWords;
}
