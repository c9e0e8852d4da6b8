import type { Finding } from "./trial.ts";

/** A run through the trials: what is tried now, how far that is, what was found. */
export type DeviceRun = {
  state: "fresh" | "running" | "stopped" | "done";
  current: string | undefined;
  share: number | null;
  findings: Readonly<Partial<Record<string, Finding>>>;
};

export type RunEvent =
  | { type: "begin" }
  | { type: "try"; id: string }
  | { type: "share"; share: number }
  | { type: "found"; id: string; finding: Finding }
  | { type: "stop" }
  | { type: "end" };

export const freshRun: DeviceRun = { state: "fresh", current: undefined, share: null, findings: {} };

export function reduceRun(run: DeviceRun, event: RunEvent): DeviceRun {
  if (event.type === "begin") return { ...freshRun, state: "running" };
  // What a stopped trial still says is about nothing any more.
  if (run.state !== "running") return run;
  switch (event.type) {
    case "try":
      return { ...run, current: event.id, share: null };
    case "share":
      return { ...run, share: event.share };
    case "found":
      return { ...run, findings: { ...run.findings, [event.id]: event.finding } };
    case "stop":
      return { ...run, state: "stopped", current: undefined };
    case "end":
      return { ...run, state: "done", current: undefined };
  }
}
