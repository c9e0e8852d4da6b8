/** What a caption holds: two lines of as many columns. A Chinese character is two columns wide. */
const lineColumns = 42;
const linesPerCue = 2;
/** By how many columns lines may differ to part behind a comma or a full stop. */
const markWorth = 12;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Breaks text into captions of one or two lines, at words, all lines about equally long. Nothing is lost but the spaces at
 * which it breaks; only a word longer than a line is cut.
 */
export function splitText(text: string): string[] {
  const units = unitsOf(text.replace(/\s+/gu, " ").trim());
  const lines = balance(units);
  return Array.from({ length: Math.ceil(lines.length / linesPerCue) }, (_, index) =>
    lines.slice(index * linesPerCue, (index + 1) * linesPerCue).join("\n"),
  );
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

/** The narrowest lines that are no more than the widest would be; two of them rather part behind a mark. */
function balance(units: string[]): string[] {
  const widest = wrap(units, lineColumns);
  if (widest.length === 2) return halve(units) ?? widest;
  for (let columns = Math.ceil(columnsOf(units.join("")) / widest.length); columns < lineColumns; columns++) {
    const lines = wrap(units, columns);
    if (lines.length === widest.length && lines.every((line) => columnsOf(line) <= lineColumns)) return lines;
  }
  return widest;
}

function halve(units: string[]): string[] | undefined {
  let best: { lines: string[]; cost: number } | undefined;
  for (let at = 1; at < units.length; at++) {
    const lines = [units.slice(0, at), units.slice(at)].map((part) => part.join("").trim());
    const [first = "", second = ""] = lines;
    const columns = [columnsOf(first), columnsOf(second)] as const;
    const cost = Math.abs(columns[0] - columns[1]) - (/\p{P}$/u.test(first) ? markWorth : 0);
    if (first && second && Math.max(...columns) <= lineColumns && cost < (best?.cost ?? Number.POSITIVE_INFINITY))
      best = { lines, cost };
  }
  return best?.lines;
}

function wrap(units: string[], columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const unit of units) {
    if (line && columnsOf((line + unit).trimEnd()) > columns) {
      lines.push(line.trim());
      line = "";
    }
    line += unit;
  }
  return line.trim() ? [...lines, line.trim()] : lines;
}
