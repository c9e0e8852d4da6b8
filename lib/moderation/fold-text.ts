import { confusables } from "#lib/names/confusables.ts";
import { simpleCharacters } from "./simple-characters.ts";

/** A letter of a line as it is compared, and where in the line it stands. */
export type Letter = {
  letter: string;
  from: number;
  to: number;
  /** What stands between it and the letter before: nothing, or signs without a space, or a space, or the end of a sentence. */
  gap: "none" | "sign" | "space" | "stop";
  isHan: boolean;
};

const ignorable = /\p{Default_Ignorable_Code_Point}|\p{Cf}/u;
const mark = /\p{M}/gu;
const space = /\s/u;
const stop = /[。！？!?\n;；]/u;
const word = /[\p{L}\p{N}]/u;
const han = /\p{Script=Han}/u;
const latin = /^[a-z]+$/;

/** Letters of other alphabets that are read as Latin ones though they look like others, and small capitals; what looks alike is in `confusables`. */
const readPairs =
  "вb кk мm нh тt пn иu цu з3 ьb βb εe κk ςs τt χx ωw μu ʋv ᴀa ʙb ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ʟl ᴍm ɴn ᴘp ʀr ᴛt";
const readAs = new Map(readPairs.split(" ").map((pair) => [pair.charAt(0), pair.slice(1)]));

/** Signs and digits that stand for a letter inside a word. */
const leet: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "i",
};
const a = "a".charCodeAt(0);
/** Letters in circles and squares, and the halves of flags: first code point and how many. */
const drawnLetters = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6];

/** The letters and digits of a line as they are compared, in one form however they were written. */
export function foldText(text: string): Letter[] {
  const letters: Letter[] = [];
  let gap: Letter["gap"] = "none";
  let from = 0;
  for (const character of text) {
    const to = from + character.length;
    const folded = foldCharacter(character);
    for (const letter of folded) {
      if (!word.test(letter) && !(letter in leet)) continue;
      letters.push({ letter, from, to, gap, isHan: han.test(letter) });
      gap = "none";
    }
    if (!ignorable.test(character) && !isLetters(folded)) gap = widest(gap, gapOf(character));
    from = to;
  }
  return withoutLeet(letters);
}

function isLetters(folded: string): boolean {
  return folded !== "" && [...folded].every((letter) => word.test(letter) || letter in leet);
}

function foldCharacter(character: string): string {
  const drawn = drawnLetter(character);
  if (drawn) return drawn;
  return [...plain(character.normalize("NFKC"))]
    .map((letter) => readAs.get(letter) ?? latinLookOf(letter) ?? simpleCharacters.get(letter) ?? letter)
    .join("");
}

function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(mark, "");
}

/** The Latin letters that a letter of another alphabet looks like; digits are read by what stands around them. */
function latinLookOf(letter: string): string | undefined {
  if (letter < "\u0080" || han.test(letter)) return undefined;
  const look = plain(confusables.get(letter) ?? "");
  return latin.test(look) ? look : undefined;
}

function drawnLetter(character: string): string | null {
  const code = character.codePointAt(0) ?? 0;
  const first = drawnLetters.find((each) => code >= each && code < each + 26);
  return first === undefined ? null : String.fromCharCode(a + code - first);
}

function gapOf(character: string): Letter["gap"] {
  if (stop.test(character)) return "stop";
  return space.test(character) ? "space" : "sign";
}

const widths = ["none", "sign", "space", "stop"] as const;
function widest(one: Letter["gap"], other: Letter["gap"]): Letter["gap"] {
  return widths.indexOf(one) >= widths.indexOf(other) ? one : other;
}

/** Digits and signs become letters inside a word that has at least as many letters; elsewhere a digit stays, and a sign is a gap. */
function withoutLeet(letters: Letter[]): Letter[] {
  const folded: Letter[] = [];
  let gap: Letter["gap"] = "none";
  for (const run of wordsOf(letters)) {
    const own = run.filter(({ letter }) => !(letter in leet)).length;
    const isWord = run[0]?.isHan === false && own * 2 >= run.length && own > 0 && !isQuantity(run);
    for (const [index, each] of run.entries()) {
      const isInside = isWord && !isAtEdge(run, index);
      const letter = isInside ? (leet[each.letter] ?? each.letter) : each.letter;
      const width = widest(gap, each.gap);
      if (!word.test(letter)) {
        gap = widest(width, each.letter === "!" ? "stop" : "sign");
        continue;
      }
      folded.push({ ...each, letter, gap: width });
      gap = "none";
    }
  }
  return folded;
}

/** What cries before a word or after it. */
function isAtEdge(run: Letter[], index: number): boolean {
  if (index === 0) return run[0]?.letter === "!";
  return run.slice(index).every(({ letter }) => letter === "!" || letter === "|");
}

/** A number with a unit or a model's name, such as 5g, 13pro, a55, x100: digits at one end alone. */
function isQuantity(run: Letter[]): boolean {
  const text = run.map(({ letter }) => letter).join("");
  return /^\d+[a-z]+!*$|^[a-z]\d+!*$/.test(text);
}

/** Letters that stand together: without a gap, and of one script. */
function wordsOf(letters: Letter[]): Letter[][] {
  const words: Letter[][] = [];
  for (const letter of letters) {
    const last = words.at(-1);
    if (last && letter.gap === "none" && last[0]?.isHan === letter.isHan) last.push(letter);
    else words.push([letter]);
  }
  return words;
}
