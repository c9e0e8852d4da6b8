import { useEffect, useReducer, useRef } from "react";
import { type DeviceRun, freshRun, type RunEvent, reduceRun } from "./device-run.ts";
import { runTrial, type Trial } from "./trial.ts";

export type DeviceRunHandle = { run: DeviceRun; start: (trials: readonly Trial[]) => void; stop: () => void };

/** Runs trials one after the other; leaving the page stops them. */
export function useDeviceRun(): DeviceRunHandle {
  const [run, send] = useReducer(reduceRun, freshRun);
  const control = useRef<AbortController>(null);
  useEffect(() => () => control.current?.abort(), []);

  function start(trials: readonly Trial[]): void {
    control.current?.abort();
    control.current = new AbortController();
    const { signal } = control.current;
    // What an earlier run still finds belongs to nobody.
    const tell = (event: RunEvent) => {
      if (!signal.aborted) send(event);
    };
    void runAll(trials, signal, tell);
  }

  function stop(): void {
    send({ type: "stop" });
    control.current?.abort();
  }

  return { run, start, stop };
}

async function runAll(trials: readonly Trial[], signal: AbortSignal, tell: (event: RunEvent) => void): Promise<void> {
  tell({ type: "begin" });
  for (const trial of trials) {
    if (signal.aborted) return;
    tell({ type: "try", id: trial.id });
    const finding = await runTrial(trial, { signal, tell: (share) => tell({ type: "share", share }) });
    tell({ type: "found", id: trial.id, finding });
  }
  tell({ type: "end" });
}
