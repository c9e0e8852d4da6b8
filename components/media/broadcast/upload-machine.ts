import type { TakeStarted } from "#lib/media/schema.ts";
import type { Chunk } from "./piece-queue.ts";
import type { TakeAnswer } from "./request-take.ts";
import type { UploadError, UploadOutcome } from "./upload-chunk.ts";

export type TakeRefused = Exclude<TakeAnswer, TakeStarted>;

/** `lastError` stays until the next chunk is delivered; `refused` is what the server said when it granted no take. */
export type UploadTold = {
  state: "connecting" | "live" | "retrying" | "stopped";
  lastError: UploadError | null;
  refused: TakeRefused | null;
};

/** What is awaited: the next recorded run, a take for it, the run's next chunk, its delivery, or the end of a pause. */
type Awaited = "run" | "take" | "chunk" | "delivery" | "pause";

/** One thing at a time is awaited; nothing more when the upload is over. */
export type UploadMachine = {
  awaits: Awaited | null;
  take: TakeStarted | null;
  /** After the pause: ask for the take again, go on with this run, or leave it. */
  afterPause: "take" | "chunk" | "leave";
  failures: number;
  /** What waits is to be left out. */
  isLeftOut: boolean;
  told: UploadTold;
};

export type UploadEvent =
  | { type: "begin" | "leaveOut" | "abort" }
  /** The answers, in the order of what is awaited; a run or a chunk that is not there will never be. */
  | { type: "run"; isThere: boolean }
  | { type: "take"; take: TakeStarted }
  | { type: "noTake"; refused: TakeRefused }
  | { type: "unreachable" }
  | { type: "chunk"; chunk: Chunk | undefined }
  | { type: "delivery"; outcome: UploadOutcome; isHere: boolean }
  | { type: "waited" };

/** What brings one answer. */
export type UploadQuestion =
  | { do: "nextRun" | "askTake" }
  | { do: "nextChunk"; take: TakeStarted }
  | { do: "send"; take: TakeStarted; chunk: Chunk }
  | { do: "pause"; failures: number };

/** `leave`: done with this run. `restart`: the recorder begins another. */
export type UploadEffect = UploadQuestion | { do: "leave" | "restart" | "finish" };

type Step = { machine: UploadMachine; effects: UploadEffect[] };

const answers: Record<Exclude<UploadEvent["type"], "begin" | "leaveOut" | "abort">, Awaited> = {
  ...({ run: "run", take: "take", noTake: "take", unreachable: "take", chunk: "chunk" } as const),
  ...({ delivery: "delivery", waited: "pause" } as const),
};

export const idleUpload: UploadMachine = {
  ...{ awaits: null, take: null, afterPause: "take", failures: 0, isLeftOut: false },
  told: { state: "connecting", lastError: null, refused: null },
};

/** One event: the upload from then on, and what is to be done. An answer to what is not awaited (any more) changes nothing. */
export function reduceUpload(
  machine: UploadMachine,
  event: UploadEvent,
  { isOverflowing }: { isOverflowing: boolean },
): Step {
  const step: Step = { machine, effects: [] };
  if (machine.told.state === "stopped") return step;
  if (event.type === "begin") return machine.awaits ? step : nextRun(step);
  if (event.type === "leaveOut") return go(step, { isLeftOut: true });
  if (event.type === "abort") return finish(step);
  if (answers[event.type] !== machine.awaits) return step;
  switch (event.type) {
    case "run":
      return event.isThere ? go(step, { awaits: "take" }, { do: "askTake" }) : finish(step);
    case "take":
      return nextChunk(go(step, { take: event.take }));
    case "noTake":
      return finish(tell(step, { lastError: whyNoTake(event.refused), refused: event.refused }));
    case "unreachable":
      return pause(step, "network", "take");
    case "chunk":
      return event.chunk ? send(step, event.chunk) : nextRun(go(step, {}, { do: "leave" }));
    case "delivery":
      return hearDelivery(step, event, isOverflowing);
    case "waited":
      return goOn(step, isOverflowing);
  }
}

function hearDelivery(
  step: Step,
  { outcome, isHere }: Extract<UploadEvent, { type: "delivery" }>,
  isOverflowing: boolean,
): Step {
  if (outcome.next === "stop") return finish(tell(step, { lastError: outcome.error }));
  if (outcome.next !== "continue") {
    const error = isOverflowing ? "too_far_behind" : outcome.error;
    return pause(step, error, outcome.next === "new_take" ? "leave" : "chunk");
  }
  if (!isHere) return leaveOut(step);
  const { state, lastError } = step.machine.told;
  const delivered = go(step, { failures: 0 });
  const told = state !== "live" || lastError ? tell(delivered, { state: "live", lastError: null }) : delivered;
  return isOverflowing || step.machine.isLeftOut ? leaveOut(told) : nextChunk(told);
}

function goOn(step: Step, isOverflowing: boolean): Step {
  const { afterPause, isLeftOut } = step.machine;
  if (afterPause === "take" && !isOverflowing) return go(step, { awaits: "take" }, { do: "askTake" });
  if (afterPause === "take") return restart(step);
  return afterPause === "leave" || isOverflowing || isLeftOut ? leaveOut(step) : nextChunk(step);
}

function nextRun(step: Step): Step {
  return go(step, { awaits: "run", take: null }, { do: "nextRun" });
}

function nextChunk(step: Step): Step {
  const { take } = step.machine;
  return take ? go(step, { awaits: "chunk" }, { do: "nextChunk", take }) : step;
}

function send(step: Step, chunk: Chunk): Step {
  const { take } = step.machine;
  return take ? go(step, { awaits: "delivery" }, { do: "send", take, chunk }) : step;
}

/** What waits is left out: viewers go on with what is made now. */
function leaveOut(step: Step): Step {
  return restart(go(step, { isLeftOut: false }));
}

function restart(step: Step): Step {
  return nextRun(go(step, {}, { do: "restart" }, { do: "leave" }));
}

function pause(step: Step, lastError: UploadError, afterPause: UploadMachine["afterPause"]): Step {
  const { failures } = step.machine;
  const told = tell(step, { state: "retrying", lastError });
  return go(told, { awaits: "pause", afterPause, failures: failures + 1 }, { do: "pause", failures });
}

function finish(step: Step): Step {
  return go(tell(step, { state: "stopped" }), { awaits: null }, { do: "finish" });
}

function whyNoTake({ refused }: TakeRefused): UploadError {
  return refused === "show_ended" ? "show_ended" : "not_admitted";
}

function tell(step: Step, change: Partial<UploadTold>): Step {
  return go(step, { told: { ...step.machine.told, ...change } });
}

function go({ machine, effects }: Step, change: Partial<UploadMachine>, ...more: UploadEffect[]): Step {
  return { machine: { ...machine, ...change }, effects: [...effects, ...more] };
}
