import { foldText, type Letter } from "./fold-text.ts";

export type TermKind = "blocked" | "held" | "permitted";
export type Term = { term: string; kind: TermKind };
/** A term that a line says, and where: units of the line as it was written. */
export type TermMatch = Term & { from: number; to: number };

type Node = { next: Map<string, Node>; ends: Pattern[] };
/** A term as it is looked for; `openStart` and `openEnd` are where it may be a part of a word. */
type Pattern = Term & { openStart: boolean; openEnd: boolean; breaks: ReadonlySet<number>; isMasked: boolean };

/** A list of terms, made ready: its size is what its terms' letters are. */
export type TermList = { root: Node };

const vowel = /[aeiouy]/;

/** `*` at an end of a term lets it be a part of a longer word there. */
export function compileTerms(terms: readonly Term[]): TermList {
  const root = emptyNode();
  for (const term of terms) {
    const letters = foldText(term.term.replace(/^\*|\*$/g, ""));
    if (letters.length === 0) continue;
    const breaks = new Set(letters.flatMap(({ gap }, index) => (gap === "none" || index === 0 ? [] : [index])));
    const pattern = { ...term, openStart: term.term.startsWith("*"), openEnd: term.term.endsWith("*"), breaks };
    plant(root, letters, { ...pattern, isMasked: false });
    // Written with a sign for its vowels: f*ck.
    const bare = letters.filter(({ letter }) => !vowel.test(letter));
    if (bare.length >= 3 && bare.length < letters.length && breaks.size === 0 && term.kind !== "permitted")
      plant(root, bare, { ...pattern, isMasked: true });
  }
  return { root };
}

/** What of the lists a line says. What a permitted term touches is not said; of the others the worst stands first. */
export function matchTerms(lists: readonly TermList[], text: string): TermMatch[] {
  const found = readings(foldText(text)).flatMap((letters) => lists.flatMap(({ root }) => walk(root, letters)));
  const permitted = found.filter(({ kind }) => kind === "permitted");
  return found
    .filter(({ kind, from, to }) => kind !== "permitted" && !permitted.some((one) => one.from < to && one.to > from))
    .toSorted((one, other) => Number(one.kind === "held") - Number(other.kind === "held"));
}

function emptyNode(): Node {
  return { next: new Map(), ends: [] };
}

function plant(root: Node, letters: Letter[], pattern: Pattern): void {
  let node = root;
  for (const { letter } of letters) {
    const next = node.next.get(letter) ?? emptyNode();
    node.next.set(letter, next);
    node = next;
  }
  node.ends.push(pattern);
}

/** The line as it stands, with letters that go on and on said twice and said once. */
function readings(letters: Letter[]): Letter[][] {
  const twice = shorten(letters, 2);
  if (twice.length === letters.length) return [letters];
  return [letters, twice, shorten(letters, 1)];
}

/** Runs of three and more of one letter. */
function shorten(letters: Letter[], most: number): Letter[] {
  return letters.filter((_, index) => {
    const start = runStart(letters, index);
    return index - start < most || runEnd(letters, index) - start < 3;
  });
}

function runStart(letters: Letter[], index: number): number {
  let start = index;
  while (start > 0 && letters[start - 1]?.letter === letters[index]?.letter && letters[start]?.gap !== "space")
    start -= 1;
  return start;
}

function runEnd(letters: Letter[], index: number): number {
  let end = index + 1;
  while (end < letters.length && letters[end]?.letter === letters[index]?.letter && letters[end]?.gap !== "space")
    end += 1;
  return end;
}

function walk(root: Node, letters: Letter[]): TermMatch[] {
  const found: TermMatch[] = [];
  for (let start = 0; start < letters.length; start += 1) {
    let node = root;
    for (let at = start; at < letters.length; at += 1) {
      const next = node.next.get(letters[at]?.letter ?? "");
      if (!next) break;
      node = next;
      for (const pattern of node.ends)
        if (stands(pattern, letters, start, at)) found.push(matchOf(pattern, letters, start, at));
    }
  }
  return found;
}

function matchOf({ term, kind }: Pattern, letters: Letter[], start: number, end: number): TermMatch {
  return { term, kind, from: letters[start]?.from ?? 0, to: letters[end]?.to ?? 0 };
}

/** Whether the letters from `start` to `end` say the term, and not parts of other words. */
function stands(pattern: Pattern, letters: Letter[], start: number, end: number): boolean {
  const [first, last] = [letters[start], letters[end]];
  if (!first || !last) return false;
  if (!pattern.openStart && !first.isHan && !isEdge(letters, start)) return false;
  if (!pattern.openEnd && !last.isHan && !isEdge(letters, end + 1)) return false;
  return mayBreak(pattern, letters.slice(start, end + 1));
}

/** Whether a word begins at this letter. */
function isEdge(letters: Letter[], index: number): boolean {
  const [before, here] = [letters[index - 1], letters[index]];
  return !before || !here || here.gap !== "none" || before.isHan !== here.isHan;
}

/**
 * Whether the gaps inside a match are a disguise or the term's own. Between characters of Chinese anything but the end of a sentence is;
 * between Latin letters a sign is, and a space where each letter stands alone or a piece is no word: "f u c k", "fu ck", never "pen is".
 */
function mayBreak({ breaks, isMasked }: Pattern, letters: Letter[]): boolean {
  const odd = letters.filter(({ gap }, index) => index > 0 && gap !== "none" && !breaks.has(index));
  if (isMasked) return odd.length > 0 && odd.every(({ gap }) => gap === "sign");
  if (odd.some(({ gap }) => gap === "stop")) return false;
  if (letters.some(({ isHan }) => isHan)) return true;
  return wordsOf(letters, breaks).every(isOneWord);
}

/** The match by the term's own words. */
function wordsOf(letters: Letter[], breaks: ReadonlySet<number>): Letter[][] {
  const starts = [0, ...breaks];
  return starts.map((start, index) => letters.slice(start, starts[index + 1]));
}

function isOneWord(letters: Letter[]): boolean {
  if (letters.every(({ gap }, index) => index === 0 || gap === "none" || gap === "sign")) return true;
  const pieces = piecesOf(letters);
  return (pieces.length > 2 && pieces.every(({ length }) => length === 1)) || pieces.some(isNoWord);
}

function piecesOf([first, ...rest]: Letter[]): string[] {
  const pieces = [first?.letter ?? ""];
  for (const { letter, gap } of rest) {
    if (gap === "none") pieces.push(`${pieces.pop()}${letter}`);
    else pieces.push(letter);
  }
  return pieces;
}

/** Two letters and more without a vowel. */
function isNoWord(piece: string): boolean {
  return piece.length > 1 && !vowel.test(piece);
}
