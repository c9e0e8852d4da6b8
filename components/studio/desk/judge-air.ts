import type { AirStatus } from "#components/media/broadcast/air-messages.ts";
import { isEnough, lastRung } from "#components/media/broadcast/ladder.ts";

/** How many watch and how many of them wait for pictures, as their players told of late. */
export type ViewerFigures = { watching: number; stalling: number };

/** What is not well and what to do, worst first; each has a sentence. `megabits` a second the line carried when that was too little. */
export type Advice = {
  name:
    | "broken"
    | "soundOnly"
    | "soundOnlyHeldUp"
    | "lowered"
    | "loweredHeldUp"
    | "recovering"
    | "relieved"
    | "busy"
    | "stalling"
    | "keyframes";
  megabits?: number;
  count?: number;
};

const busyShare = 0.1;
const stallingShare = 0.1;
const leastWatching = 5;
const farKeyframeSeconds = 3;
const expectedFrames = 24;

export function judgeAir(status: AirStatus, viewers: ViewerFigures | null): Advice[] {
  const isMoving = status.rung < lastRung;
  const advice: [Advice, boolean][] = [
    [{ name: "broken" }, status.isBroken],
    [nameLowered(status), status.rung > 0],
    [{ name: "relieved" }, status.relief > 0],
    [{ name: "busy", count: status.framesDropped }, isBusy(status)],
    [{ name: "stalling", count: viewers?.stalling }, viewers !== null && isStalling(viewers)],
    [{ name: "keyframes" }, isMoving && status.keyframeSeconds > farKeyframeSeconds],
  ];
  return advice.filter(([, isSo]) => isSo).map(([each]) => each);
}

/** Only a line that was measured as too thin is called thin; one that carries enough by now is on its way back up. */
function nameLowered({ rung, carries, carriedAtChange }: AirStatus): Advice {
  if (isEnough(carries, 0)) return { name: "recovering" };
  const isMoving = rung < lastRung;
  if (carriedAtChange === undefined) return { name: isMoving ? "loweredHeldUp" : "soundOnlyHeldUp" };
  return { name: isMoving ? "lowered" : "soundOnly", megabits: carriedAtChange / 1_000_000 };
}

/** The encoder left out more than a tenth of late. */
function isBusy({ droppedOfLate }: AirStatus): boolean {
  return droppedOfLate > expectedFrames * busyShare;
}

function isStalling({ watching, stalling }: ViewerFigures): boolean {
  return watching >= leastWatching && stalling / watching > stallingShare;
}
