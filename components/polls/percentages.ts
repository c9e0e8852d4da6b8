/** Shares in whole percent that add up to a hundred: what rounding leaves over goes to the largest remainders. All zero where nobody answered. */
export function percentages(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, each) => sum + each, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (count * 100) / total);
  const shares = exact.map(Math.floor);
  const over = 100 - shares.reduce((sum, each) => sum + each, 0);
  const byRemainder = exact.map((share, index) => ({ index, rest: share - Math.floor(share) }));
  for (const { index } of byRemainder.toSorted((a, b) => b.rest - a.rest || a.index - b.index).slice(0, over))
    shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
