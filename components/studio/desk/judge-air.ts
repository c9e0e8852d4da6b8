import type { AirStatus } from "#components/media/air-messages.ts";
import { lastRung } from "#components/media/ladder.ts";

/** How many watch and how many of them wait for pictures, as their players told of late. */
export type ViewerFigures = { watching: number; stalling: number };

/** What is not well and what to do, worst first; each has a sentence. `megabits` a second the line carried. */
export type Advice = {
  name: "broken" | "soundOnly" | "lowered" | "busy" | "stalling" | "keyframes";
  megabits?: number;
  count?: number;
};

const busyShare = 0.1;
const stallingShare = 0.1;
const leastWatching = 5;
const farKeyframeSeconds = 3;
const expectedFrames = 24;

export function judgeAir(status: AirStatus, viewers: ViewerFigures | null): Advice[] {
  const megabits = (status.carriedAtChange ?? 0) / 1_000_000;
  const isMoving = status.rung < lastRung;
  const advice: [Advice, boolean][] = [
    [{ name: "broken" }, status.isBroken],
    [{ name: "soundOnly", megabits }, !isMoving],
    [{ name: "lowered", megabits }, status.rung > 0 && isMoving],
    [{ name: "busy", count: status.framesDropped }, isBusy(status)],
    [{ name: "stalling", count: viewers?.stalling }, viewers !== null && isStalling(viewers)],
    [{ name: "keyframes" }, isMoving && status.keyframeSeconds > farKeyframeSeconds],
  ];
  return advice.filter(([, isSo]) => isSo).map(([each]) => each);
}

/** The encoder left out more than a tenth of late. */
function isBusy({ droppedOfLate }: AirStatus): boolean {
  return droppedOfLate > expectedFrames * busyShare;
}

function isStalling({ watching, stalling }: ViewerFigures): boolean {
  return watching >= leastWatching && stalling / watching > stallingShare;
}
