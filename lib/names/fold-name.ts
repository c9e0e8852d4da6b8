import { confusables } from "#lib/names/confusables.ts";

/** Digits and signs that are read as letters, beside those that look like them. */
const leet: Record<string, string> = {
  3: "e",
  4: "a",
  5: "s",
  7: "t",
  8: "b",
  9: "g",
  "@": "a",
  $: "s",
  "!": "l",
  i: "l",
};

/**
 * What a name looks like to somebody who does not look closely: without case, marks, spaces and signs, every letter as the one it looks
 * like (Unicode TS 39) and digits as letters. Two names that are folded alike can be taken for each other.
 */
export function foldName(name: string): string {
  return [...looks(looks(name).toLowerCase())]
    .map((letter) => leet[letter] ?? letter)
    .join("")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The words of a name, each folded: split at spaces and signs, and where a capital follows a small letter. */
export function foldWords(name: string): string[] {
  const words = name.normalize("NFKC").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  return words
    .split(/[^\p{L}\p{N}\p{M}@$!]+/u)
    .map(foldName)
    .filter(Boolean);
}

function looks(text: string): string {
  return [...withoutMarks(text)].map((letter) => withoutMarks(confusables.get(letter) ?? letter)).join("");
}

function withoutMarks(text: string): string {
  return text
    .normalize("NFKC")
    .normalize("NFD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "");
}
