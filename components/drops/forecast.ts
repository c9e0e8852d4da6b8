/** Units that were left at a moment (epoch ms). */
export type StockSample = { at: number; left: number };

/**
 * What comes of a drop at the rate of the last seconds: `gone` in so many milliseconds, with the range in which four of five
 * such moments would lie (`latest` is null when it may as well never be), or so many units `leftOver` when it closes.
 */
export type Forecast =
  | { kind: "gone"; inMs: number; earliestMs: number; latestMs: number | null }
  | { kind: "leftOver"; units: number };

const maxWindowMs = 60_000;
const shortestWindowMs = 5000;
/** So many units make a rate worth going by; the window grows until it has seen them. */
const enoughUnits = 20;
const fewestUnits = 3;
/** Four of five draws of a normal distribution lie within so many standard deviations. */
const spread = 1.28;

/** Null while too little was sold to say anything. `samples` are in order of time; units that came back count against the rate. */
export function forecastSellOut(samples: StockSample[], closesAt: number | null): Forecast | null {
  const last = samples.at(-1);
  if (!last || last.left <= 0) return null;
  const first = startOfWindow(samples, last);
  const taken = first.left - last.left;
  const milliseconds = last.at - first.at;
  if (taken < fewestUnits || milliseconds <= 0) return null;

  const timeAt = (units: number) => (last.left * milliseconds) / units;
  const inMs = timeAt(taken);
  if (closesAt !== null && last.at + inMs > closesAt) {
    const sellable = Math.floor((taken * Math.max(0, closesAt - last.at)) / milliseconds);
    return { kind: "leftOver", units: last.left - sellable };
  }
  // Sales that come one by one scatter by the root of their number.
  const scatter = spread * Math.sqrt(taken);
  const slowest = taken - scatter;
  return {
    kind: "gone",
    inMs,
    earliestMs: timeAt(taken + scatter),
    latestMs: slowest > 0 ? timeAt(slowest) : null,
  };
}

/** The newest sample back to which enough was sold; at least seconds, at most a minute ago. */
function startOfWindow(samples: StockSample[], last: StockSample): StockSample {
  let start = last;
  for (const sample of samples.toReversed()) {
    const age = last.at - sample.at;
    if (age > maxWindowMs) break;
    start = sample;
    if (age >= shortestWindowMs && sample.left - last.left >= enoughUnits) break;
  }
  return start;
}
