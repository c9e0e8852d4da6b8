/**
 * What a look at a video element found. `hasMoved`: since the source is there; `begun`: it stands still since this look;
 * `isOften`: again and again of late.
 */
export type Look = { isMoving: boolean; hasMoved: boolean; begun: boolean; lastedMs: number; isOften: boolean };

const stillForMs = 400;
const oftenWithinMs = 45_000;
const often = 4;

/** Notices when a picture that should move does not. Look about ten times a second. */
export function createStallWatch(video: Pick<HTMLVideoElement, "currentTime" | "paused" | "seeking" | "ended">) {
  let lastTime = video.currentTime;
  let movedAt = 0;
  let hasMoved = false;
  let stalledSince: number | undefined;
  let recent: number[] = [];

  function look(at: number): Look {
    const isMoving = video.currentTime !== lastTime && !video.paused && !video.seeking;
    lastTime = video.currentTime;
    if (isMoving) hasMoved = true;
    if (isMoving || video.paused || video.seeking || video.ended || !hasMoved) {
      movedAt = at;
      stalledSince = undefined;
    }
    const begun = stalledSince === undefined && at - movedAt > stillForMs;
    if (begun) {
      stalledSince = movedAt;
      recent = [...recent.filter((each) => at - each < oftenWithinMs), at];
    }
    const lastedMs = stalledSince === undefined ? 0 : at - stalledSince;
    return {
      isMoving: at - movedAt < stillForMs && hasMoved && !video.paused,
      hasMoved,
      begun,
      lastedMs,
      isOften: recent.length >= often,
    };
  }

  return {
    look,
    /** Another source: what it does is not held against the next one. */
    reset: () => {
      hasMoved = false;
      stalledSince = undefined;
      recent = [];
      lastTime = video.currentTime;
    },
  };
}
