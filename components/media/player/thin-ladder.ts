/** Since when only key pictures come, null while all do; how long it is left at that before the whole is tried again. */
export type Thin = { since: number | null; forMs: number };

const firstMs = 30_000;
const mostMs = 480_000;

export function startThin(isThin: boolean): Thin {
  return { since: isThin ? 0 : null, forMs: firstMs };
}

/** The whole picture stood still too often, or the line is known not to carry it. */
export function goThin({ forMs }: Thin, at: number): Thin {
  return { since: at, forMs };
}

/** Another try with the whole; should it fail too, it is left for twice as long. */
export function goWhole({ forMs }: Thin): Thin {
  return { since: null, forMs: Math.min(mostMs, forMs * 2) };
}

/** Without a stall for so long, the line may carry the whole again. */
export function isTimeForWhole({ since, forMs }: Thin, at: number): boolean {
  return since !== null && at - since >= forMs;
}
