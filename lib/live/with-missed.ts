/** By id, oldest first. */
export function withMissed<Line extends { id: string; at: string }>(known: Line[], read: Line[]): Line[] {
  const ids = new Set(known.map(({ id }) => id));
  const missed = read.filter(({ id }) => !ids.has(id));
  return missed.length === 0 ? known : [...known, ...missed].sort((a, b) => a.at.localeCompare(b.at));
}
