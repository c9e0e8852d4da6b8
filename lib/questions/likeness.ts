import { type Words, wordsOf } from "./words-of.ts";

/** From here on two questions are one; from the lower bound on whoever asks is shown the other one first. */
export const sameFrom = 0.6;
export const alikeFrom = 0.45;

/** Words that ask rather than name: they count half. */
const asking = new Set(["when", "where", "buy", "show", "include", "compatible"]);

/** How much of what two questions are about is in both, from 0 to 1. Two that name different measures are two, whatever else they share. */
export function likeness(one: Words, other: Words): number {
  if (!areEqual(one.measures, other.measures)) return 0;
  const all = new Set([...one.words, ...other.words]);
  let [shared, whole] = [0, 0];
  for (const word of all) {
    const weight = asking.has(word) ? 0.5 : 1;
    whole += weight;
    if (one.words.has(word) && other.words.has(word)) shared += weight;
  }
  const measures = one.measures.size;
  return whole + measures === 0 ? 0 : (shared + measures) / (whole + measures);
}

type Asked = { body: string; productId: string | null };

/** Of the questions given those that are alike, the most alike first. Two about different products never are. */
export function alike<Question extends Asked>(
  asked: Asked,
  others: Question[],
): { question: Question; score: number }[] {
  const words = wordsOf(asked.body);
  return others
    .filter(({ productId }) => !productId || !asked.productId || productId === asked.productId)
    .map((question) => ({ question, score: likeness(words, wordsOf(question.body)) }))
    .filter(({ score }) => score >= alikeFrom)
    .toSorted((a, b) => b.score - a.score);
}

/** What an index compares: each word together with the show, as a number. At most 64. */
export function marksOf(showId: string, { words, measures }: Words): number[] {
  return [...words, ...measures].slice(0, 64).map((word) => hash(`${showId} ${word}`));
}

/** FNV-1a, as a signed number of 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value | 0;
}

function areEqual(one: Set<string>, other: Set<string>): boolean {
  return one.size === other.size && [...one].every((part) => other.has(part));
}
