/** What a trial says to whoever owns the device: it works, it works within limits, it does not. */
export type Verdict = "good" | "limits" | "none";

/** `details`: figures and standard names, for whoever asks how it is known. */
export type Finding = { verdict: Verdict; details: string[] };

export type TrialTools = { signal: AbortSignal; tell: (share: number) => void };

/** One thing that is tried on this device. `isNeeded`: without it the device is of no use here. */
export type Trial<Id extends string = string> = {
  id: Id;
  isNeeded: boolean;
  run: (tools: TrialTools) => Promise<Finding>;
};

const patienceMs = 60_000;

/** A trial that throws, or says nothing in a minute, has found that it does not work. */
export async function runTrial(trial: Trial, tools: TrialTools): Promise<Finding> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve({ verdict: "none", details: ["timeout"] }), patienceMs);
  });
  try {
    return await Promise.race([trial.run(tools), late]);
  } catch (error) {
    return { verdict: "none", details: [error instanceof Error ? `${error.name}: ${error.message}` : "unknown"] };
  } finally {
    clearTimeout(timer);
  }
}

/** What is to be expected of the whole: the worst of what is needed. */
export function judgeWhole(trials: readonly Trial[], findings: Readonly<Partial<Record<string, Finding>>>): Verdict {
  const isAny = (verdict: Verdict, isNeeded: boolean) =>
    trials.some((trial) => trial.isNeeded === isNeeded && findings[trial.id]?.verdict === verdict);
  if (isAny("none", true)) return "none";
  return isAny("limits", true) ? "limits" : "good";
}

export function megabits(bitsPerSecond: number): string {
  return `${(bitsPerSecond / 1_000_000).toFixed(1)} Mbit/s`;
}
