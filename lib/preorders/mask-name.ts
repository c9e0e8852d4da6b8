/** The first letter only: the room sees that somebody bought, never who. */
export function maskName(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first ? `${first.segment}***` : "***";
}
