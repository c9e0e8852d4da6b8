/** The middle value; NaN of nothing. */
export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of the sorted values lie, between two neighbours where needed; NaN of nothing. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** Three significant digits; null where nothing could be measured. */
export function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : null;
}

/** "least … most", for judging how steady a figure was over the rounds. */
export function range(values: number[]): string | null {
  return values.length > 1 ? `${rounded(Math.min(...values))} … ${rounded(Math.max(...values))}` : null;
}
