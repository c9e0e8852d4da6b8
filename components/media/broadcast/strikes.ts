const maxFailures = 2;
const forgivenAfterMs = 30_000;

/** Who failed how often of late: whoever fails twice in half a minute is out for good. */
export type Strikes = {
  fail: (name: string) => void;
  /** Out at once, as after a trial that failed. */
  strikeOut: (name: string) => void;
  isOut: (name: string) => boolean;
};

export function createStrikes(now: () => number): Strikes {
  const failures = new Map<string, number[]>();
  const out = new Set<string>();

  function fail(name: string): void {
    const recent = [...(failures.get(name) ?? []).filter((at) => now() - at < forgivenAfterMs), now()];
    failures.set(name, recent);
    if (recent.length >= maxFailures) out.add(name);
  }

  return { fail, strikeOut: (name) => void out.add(name), isOut: (name) => out.has(name) };
}
