import type { Layout, Size, Slot } from "./layouts.ts";
import type { PictureInput } from "./picture-source.ts";
import type { Sender } from "./request-take.ts";
import type { UploadStatus } from "./upload.ts";

/** Which show this page sends to, and as whom. `origin` is the page's: a worker may not know it. */
export type AirRequest = Sender & { showId: string; origin: string };

/** What the page tells the worker that makes and sends the picture. */
export type PageMessage =
  | { type: "source"; slot: Slot; source: { input: PictureInput; isWhole: boolean } | undefined }
  | { type: "sound"; port: MessagePort }
  | { type: "layout"; layout: Layout; isSmooth: boolean }
  | { type: "output"; size: Size }
  | { type: "preview"; canvas: OffscreenCanvas | undefined }
  /** Pictures are encoded here, or recorded by the page and handed over as pieces. */
  | { type: "start"; air: AirRequest; isRecordedByPage: boolean }
  | { type: "run"; mimeType: string }
  | { type: "piece"; bytes: Blob }
  /** The picture was taken from the page: a call, another app, a locked screen; or it is back. */
  | { type: "away"; isAway: boolean }
  | { type: "stop" };

/** A moment of the picture on the clock of a take. */
export type Moment = { takeId: string; mediaSeconds: number };

/** How the air is held, with what the encoders make of it. */
export type AirStatus = UploadStatus & {
  /** Where on the ladder of quality; 0 is the best. */
  rung: number;
  /** What the line carried when it was too little for the picture, in bits per second; undefined where it never was. */
  carriedAtChange: number | undefined;
  /** How far the picture is taken back for the device's sake; 0 is not at all. */
  relief: number;
  /** Viewers see a slate in place of the picture. */
  isAway: boolean;
  framesPerSecond: number;
  framesDropped: number;
  /** Of those, in the last second. */
  droppedOfLate: number;
  /** Between the two newest key frames. */
  keyframeSeconds: number;
  /** Since a camera that is shown gave its newest picture, and since when all of it is black; 0 where the page records. */
  stillSeconds: number;
  blackSeconds: number;
  /** The device cannot encode any more. */
  isBroken: boolean;
  /** Which moment of which take the host looked at when this was told; null as long as nobody knows. */
  moment: Moment | null;
};

/** AAC is heard by everybody; Opus not by older iPhones, televisions and most video editors. */
export type SoundCodec = "aac" | "opus";

export type WorkerMessage =
  | { type: "ready"; canEncode: boolean; readsTracks: boolean }
  /** What the trial before air found. */
  | { type: "sound"; codec: SoundCodec }
  | { type: "status"; status: AirStatus }
  /** Nothing encodes here any more; the page is to record, if it can. */
  | { type: "broken" }
  /** The page is to begin another recording, with fewer bits the higher the rung. */
  | { type: "restart"; rung: number }
  /** Said every second: whoever says it no more is dead. */
  | { type: "alive" };
