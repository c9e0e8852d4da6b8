const graphemes = new Intl.Segmenter();

/** The first letter only: the room sees that somebody bought, never who. */
export function maskName(name: string): string {
  const [first] = graphemes.segment(name.trim());
  return first ? `${first.segment}***` : "***";
}
