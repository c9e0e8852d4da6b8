import { chineseStops, conceptOf, stopWords, turns } from "./concepts.ts";

/** What a question is about: its concepts and telling words, and the measures it names. */
export type Words = { words: Set<string>; measures: Set<string> };

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const han = /\p{Script=Han}/u;
const measure =
  /\d+(?:[.,]\d+)?\s?(?:gb|tb|mb|mah|wh|w|kg|g|cm|mm|m|l|ml|inch|inches|寸|米|克|升|万|代|号)?(?![a-z\d])/giu;

/** In one form however it was typed: without accents, width, case or the form of an apostrophe. */
function plain(text: string): string {
  const flat = text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
  return flat.replace(/[’‘`´]/g, "'").replace(/(\p{L})'(?:s|re|ve|ll|d|m|t)(?!\p{L})/gu, "$1");
}

/** The words of a question that tell it from others, in English and Chinese, each as the concept it stands for. */
export function wordsOf(text: string): Words {
  const measures = new Set<string>();
  const words = new Set<string>();
  let left = plain(text).replace(measure, (found) => {
    measures.add(found.replace(/\s/g, "").replace(",", "."));
    return " ";
  });
  left = left.replace(/[^\p{L}\p{M}\p{N}' ]+/gu, " ").replace(/\s+/g, " ");
  for (const [phrase, concept] of turns) {
    const next = without(left, phrase);
    if (next !== left) words.add(concept);
    left = next;
  }
  for (const { segment, isWordLike } of segmenter.segment(left)) {
    const word = isWordLike ? meaningOf(segment) : null;
    if (word) words.add(word);
  }
  return { words, measures };
}

/** In Chinese a turn stands between any signs, in English between words. */
function without(text: string, phrase: string): string {
  if (!text.includes(phrase)) return text;
  if (han.test(phrase)) return text.replaceAll(phrase, " ");
  return ` ${text} `.replaceAll(` ${phrase} `, " ").trim();
}

function meaningOf(word: string): string | null {
  if (han.test(word)) return chineseStops.has(word) ? null : word;
  if (stopWords.has(word)) return null;
  const stem = stemOf(word);
  if (stopWords.has(stem)) return null;
  return conceptOf.get(word) ?? conceptOf.get(stem) ?? stem;
}

/** Without the usual endings of English: two forms of a word become one, and need not be a word. */
function stemOf(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 5 && word.endsWith("ing")) return withoutDouble(word.slice(0, -3));
  if (word.length > 4 && word.endsWith("ed")) return withoutDouble(word.slice(0, -2));
  if (word.length > 4 && /(?:s|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("s") && !word.endsWith("ss")) return word.slice(0, -1);
  return word;
}

function withoutDouble(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}
