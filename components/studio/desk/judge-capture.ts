/** What is wrong with what the host's devices give, in the order of their words. */
export type CaptureTrouble =
  | "pageHidden"
  | "pictureMuted"
  | "pictureStill"
  | "pictureBlack"
  | "soundStopped"
  | "soundMuted"
  | "soundFlat";

/** How the devices stand while the host is on air. */
export type CaptureLook = {
  /** The page of a phone is hidden: its camera is taken away. */
  isHidden: boolean;
  /** The system took a camera or every microphone away without ending it: a call, a lid, another program. */
  isPictureMuted: boolean;
  isSoundMuted: boolean;
  /** Since the newest picture of a camera that is shown. */
  stillSeconds: number;
  blackSeconds: number;
  hasSound: boolean;
  /** Since anything but silence came out of the mix. */
  flatSeconds: number;
  isSoundRunning: boolean;
};

const stillAfterSeconds = 2;
const blackAfterSeconds = 3;
const flatAfterSeconds = 4;

/** One trouble of the picture and one of the sound at most: the nearest to the cause. */
export function judgeCapture(look: CaptureLook): CaptureTrouble[] {
  return [pictureTrouble(look), soundTrouble(look)].filter((trouble) => trouble !== undefined);
}

function pictureTrouble({
  isHidden,
  isPictureMuted,
  stillSeconds,
  blackSeconds,
}: CaptureLook): CaptureTrouble | undefined {
  if (isHidden) return "pageHidden";
  if (isPictureMuted) return "pictureMuted";
  if (stillSeconds >= stillAfterSeconds) return "pictureStill";
  return blackSeconds >= blackAfterSeconds ? "pictureBlack" : undefined;
}

function soundTrouble({
  hasSound,
  isSoundMuted,
  isSoundRunning,
  flatSeconds,
}: CaptureLook): CaptureTrouble | undefined {
  if (!isSoundRunning) return "soundStopped";
  if (!hasSound) return undefined;
  if (isSoundMuted) return "soundMuted";
  return flatSeconds >= flatAfterSeconds ? "soundFlat" : undefined;
}
