export type Size = "short" | "full";

export type Setting = {
  size: Size;
  /** Tells whoever waits what happens now. */
  say: (step: string) => void;
};

/** One way in which things go wrong, and what must be true all the same. */
export type Scenario = {
  name: string;
  /** A sentence about the product; a report without violations says that it is true. */
  promise: string;
  run: (setting: Setting) => Promise<Report>;
};

export type Report = {
  /** Times that the fault was injected. */
  faults: number;
  requests: number;
  /** Orders to which a yes was said. */
  acked: number;
  /** Of these, orders that are not in the books. */
  lost: number;
  /** Orders in the books to which no yes belongs. */
  doubled: number;
  /** Units sold beyond the stock. */
  oversold: number;
  /** Units that nobody holds and nobody can buy. */
  stranded: number;
  /** Milliseconds that the slowest answer took. */
  longestMs: number;
  /** Milliseconds from the end of a fault to the first order after it; the slowest of them. Null when nothing was down. */
  firstSuccessMs: number | null;
  /** What else is worth knowing, as `name: value`. */
  notes: Record<string, number | string>;
  violations: string[];
  /** Why this machine cannot show it. */
  skipped?: string;
};

/** The longest that a request may stay open, and the longest wait for an order once everything is back. */
export const bars = { longestMs: 10_000, firstSuccessMs: 3000 };

/** Violations of the two bars that are times. They count where the machine is not shared with a whole test run. */
export function findLate({ longestMs, firstSuccessMs }: Report): string[] {
  const late: string[] = [];
  if (longestMs > bars.longestMs) late.push(`a request stayed open for ${longestMs} ms`);
  if (firstSuccessMs !== null && firstSuccessMs > bars.firstSuccessMs)
    late.push(`the first order after a fault came after ${firstSuccessMs} ms`);
  return late;
}
