/** A little less than the API takes, which counts what it makes of them. */
const maxCharacters = 280;

const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** What is too long for one line goes on in the next, at sentences if it can, else at words. */
export function shortenLine(line: string): string[] {
  if (line.length <= maxCharacters) return [line];
  const units = [...sentences.segment(line)].flatMap(({ segment }) =>
    segment.length <= maxCharacters ? [segment] : [...words.segment(segment)].flatMap((word) => chop(word.segment)),
  );
  const lines = [""];
  for (const unit of units) {
    const last = lines.length - 1;
    if (((lines[last] ?? "") + unit).length <= maxCharacters) lines[last] += unit;
    else lines.push(unit);
  }
  return lines.map((each) => each.trim()).filter(Boolean);
}

function chop(word: string): string[] {
  const characters = Array.from(word);
  const size = maxCharacters / 2;
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(""),
  );
}
