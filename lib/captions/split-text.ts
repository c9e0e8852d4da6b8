/** What a caption holds: two lines of as many columns. A Chinese character is two columns wide. */
const lineColumns = 42;
const linesPerCue = 2;
const markWorth = 12;
const sentenceWorth = 24;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Breaks text into captions of one or two lines, at words and rather behind a mark, all about equally long. Nothing is lost
 * but the spaces at which it breaks; only a word longer than a line is cut.
 */
export function splitText(text: string): string[] {
  const cues: string[] = [];
  let rest = unitsOf(text.replace(/\s+/gu, " ").trim());
  while (rest.length > 0) {
    const at = endOfCue(rest);
    cues.push(breakLines(rest.slice(0, at)).join("\n"));
    rest = rest.slice(at);
  }
  return cues.filter(Boolean);
}

/** Columns as a terminal counts them. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += isWide(segment) ? 2 : 1;
  return columns;
}

export function isWide(grapheme: string): boolean {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}|[\u{20000}-\u{3fffd}]/u.test(
    grapheme,
  );
}

/** What stays together: a word with the marks that follow it and the space behind. */
function unitsOf(text: string): string[] {
  const units: string[] = [];
  let opens = "";
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = units.length - 1;
    const isOpening = /^[\p{Ps}\p{Pi}]+$/u.test(segment);
    if (isOpening) opens += segment;
    else if (isWordLike || last < 0 || opens || /[^\p{P}\p{Z}]/u.test(segment)) {
      units.push(...cut(opens + segment));
      opens = "";
    } else units[last] += segment;
  }
  if (opens) units.push(opens);
  return units;
}

function cut(word: string): string[] {
  if (columnsOf(word) <= lineColumns) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of graphemes.segment(word)) {
    if (columnsOf(piece + segment) > lineColumns) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** How many units the next caption takes, so that those after it are about as long. */
function endOfCue(units: string[]): number {
  const lines = wrap(units).length;
  if (lines <= linesPerCue) return units.length;
  const ideal = columnsOf(units.join("")) / Math.ceil(lines / linesPerCue);
  const ends = units.map((_, index) => index + 1).filter((at) => wrap(units.slice(0, at)).length <= linesPerCue);
  return leastBy(ends, (at) => Math.abs(columnsOf(units.slice(0, at).join("")) - ideal) - worthOf(units[at - 1])) ?? 1;
}

function breakLines(units: string[]): string[] {
  const lines = wrap(units);
  if (lines.length < linesPerCue) return lines;
  const halves = units
    .map((_, at) => [units.slice(0, at).join("").trim(), units.slice(at).join("").trim()])
    .filter((pair) => pair.every((line) => line !== "" && columnsOf(line) <= lineColumns));
  return (
    leastBy(halves, ([first = "", second = ""]) => Math.abs(columnsOf(first) - columnsOf(second)) - worthOf(first)) ??
    lines
  );
}

/** By how many columns lines may differ to part behind this. */
function worthOf(end = ""): number {
  if (/[.!?\u3002\uff01\uff1f\u2026]["\u201d\u300d)]*$/u.test(end.trim())) return sentenceWorth;
  return /\p{P}$/u.test(end.trim()) ? markWorth : 0;
}

function leastBy<Item>(items: Item[], costOf: (item: Item) => number): Item | undefined {
  let best: { item: Item; cost: number } | undefined;
  for (const item of items) {
    const cost = costOf(item);
    if (!best || cost < best.cost) best = { item, cost };
  }
  return best?.item;
}

function wrap(units: string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const unit of units) {
    if (line && columnsOf((line + unit).trimEnd()) > lineColumns) {
      lines.push(line.trim());
      line = "";
    }
    line += unit;
  }
  return line.trim() ? [...lines, line.trim()] : lines;
}
