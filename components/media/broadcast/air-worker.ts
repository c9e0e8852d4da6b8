import type { AirRequest, AirStatus, Moment, PageMessage, WorkerMessage } from "./air-messages.ts";
import { type ChosenSound, chooseSound } from "./choose-sound.ts";
import { Composer } from "./composer.ts";
import { createDeviceLadder, relieve } from "./device-ladder.ts";
import { createLadder, isEnough, isWorthLeavingOut, rungs } from "./ladder.ts";
import type { Size } from "./layouts.ts";
import { requestTake } from "./request-take.ts";
import { createRuns, type Runs } from "./runs.ts";
import { createSoundLine, type Heard } from "./sound-line.ts";
import { createStrikes } from "./strikes.ts";
import { StudioEncoder, scaled } from "./studio-encoder.ts";
import { provePictures } from "./try-pictures.ts";
import { Upload, type UploadStatus } from "./upload.ts";

/** Makes and sends the picture away from the page, whose timers stand still while it is hidden. */
const now = () => performance.now();
const lookEveryMs = 1000;
const soundTickMs = 100;
const awayAfterSeconds = 2;
const aliveEveryMs = 1000;

type OnAir = { runs: Runs; upload: Upload; encoder: StudioEncoder | undefined };

let size: Size = { width: 1280, height: 720 };
let air: OnAir | undefined;
let ladder = createLadder(now);
let deviceLadder = createDeviceLadder(now);
let carriedAtChange: number | undefined;
/** The page says that its picture was taken away: a call, another app, a locked screen. */
let isTakenAway = false;
let overflows = 0;
const strikes = createStrikes(now);
const hasEncoders = typeof VideoEncoder !== "undefined" && typeof AudioEncoder !== "undefined";
const chosenSound: Promise<ChosenSound> | undefined = hasEncoders ? chooseSound() : undefined;

const soundLine = createSoundLine({ now, onSound: (samples, at) => air?.encoder?.addSound(samples, at) });
const composer = new Composer({
  output: output(),
  clock: soundLine.clock,
  onPicture: (frame) => {
    if (air?.encoder) air.encoder.addPicture(frame);
    else frame.close();
  },
});
setInterval(soundLine.tick, soundTickMs);
setInterval(look, lookEveryMs);
addEventListener("online", () => air?.upload.lineChanged());
// Of the specification, but not in every browser: from the house's network to the telephone's.
if ("connection" in navigator && navigator.connection instanceof EventTarget)
  navigator.connection.addEventListener("change", () => air?.upload.lineChanged());
setInterval(() => tell({ type: "alive" }), aliveEveryMs);
addEventListener("message", ({ data }: MessageEvent<PageMessage>) => hear(data));
void prove();

void chosenSound?.then(({ format }) => tell({ type: "sound", codec: format.codec }));

/** What the browser says it can is tried while the preview is up. */
async function prove(): Promise<void> {
  const best = { ...size, bitsPerSecond: rungAt(0).pictureBits, framesPerSecond: rungAt(0).framesPerSecond };
  const canEncode = hasEncoders && (await provePictures(best, strikes));
  tell({ type: "ready", canEncode, readsTracks: typeof MediaStreamTrackProcessor !== "undefined" });
}

function hear(message: PageMessage): void {
  switch (message.type) {
    case "source":
      composer.setSource(message.slot, message.source);
      break;
    case "sound":
      message.port.onmessage = ({ data }: MessageEvent<Heard>) => soundLine.add(data);
      break;
    case "layout":
      composer.setLayout(message.layout, message.isSmooth);
      break;
    case "output":
      setSize(message.size);
      break;
    case "preview":
      composer.setPreview(message.canvas);
      break;
    case "start":
      start(message.air, message.isRecordedByPage);
      break;
    case "run":
      air?.runs.begin(message.mimeType);
      break;
    case "piece":
      air?.runs.newest()?.pieces.add(message.bytes);
      break;
    case "away":
      isTakenAway = message.isAway;
      if (!message.isAway) air?.encoder?.forceKey();
      break;
    case "stop":
      void stop();
  }
}

function start({ showId, origin, ...sender }: AirRequest, isRecordedByPage: boolean): void {
  if (air) return;
  const fetchFrom: typeof fetch = (input, init) => fetch(new URL(String(input), origin), init);
  const runs = createRuns(now);
  ladder = createLadder(now);
  deviceLadder = createDeviceLadder(now);
  carriedAtChange = undefined;
  composer.setOutput(output());
  soundLine.align();
  const encoder =
    isRecordedByPage || !chosenSound
      ? undefined
      : new StudioEncoder({ ...{ runs, size, chosenSound, strikes }, rung: rungAt(0), onBroken: handOver });
  let takeOver = sender.takeOver;
  const upload = new Upload({
    showId,
    runs,
    restart: () => (air?.encoder ? air.encoder.restart() : restartRecorder()),
    isAway,
    startTake: async (request) => {
      const answer = await requestTake(showId, { ...request, ...sender, takeOver }, fetchFrom);
      takeOver = false;
      return answer;
    },
    onStatus: (status) => {
      report();
      if (status.state === "stopped") finish();
    },
    fetch: fetchFrom,
  });
  air = { runs, upload, encoder };
  report();
}

/** Every two times that too much waited the page's recorder is to make fewer bits: it has no other ladder. */
function restartRecorder(): void {
  if (air?.runs.isOverflowing()) overflows += 1;
  tell({ type: "restart", rung: Math.floor(overflows / 2) });
}

/** Viewers see a slate while the host's picture is the one of some seconds ago. */
function isAway(): boolean {
  return isTakenAway || (air?.encoder !== undefined && composer.stillSeconds() >= awayAfterSeconds);
}

/** No encoder of this device works any more: the page's own recorder goes on, where the browser has one. */
function handOver(): void {
  if (!air?.encoder) return;
  air.encoder.close();
  air = { ...air, encoder: undefined };
  tell({ type: "broken" });
}

async function stop(): Promise<void> {
  air?.encoder?.close();
  await air?.upload.stop();
}

function finish(): void {
  air?.encoder?.close();
  air = undefined;
}

function look(): void {
  if (!air) return;
  const status = air.upload.status();
  air.encoder?.lookAtDrops();
  const before = ladder.rung();
  // What is on its way does not wait.
  const secondsBehind = Math.max(0, status.secondsBehind - status.roundTripSeconds);
  const rung = air.encoder && ladder.look({ ...status, secondsBehind });
  lookAtDevice(air);
  if (rung !== undefined) {
    const isShort = rung > before && !isEnough(status.carries, before);
    if (rung === 0 || rung > before) carriedAtChange = isShort ? status.carries : undefined;
    if (isWorthLeavingOut(status)) air.upload.leaveOut();
    air.encoder?.setRung(rungAt(rung));
    composer.setOutput(output());
  }
  report();
}

function lookAtDevice({ encoder }: OnAir): void {
  if (!encoder) return;
  const { droppedOfLate: dropped, framesPerSecond: encoded } = encoder.figures();
  if (!deviceLadder.look({ dropped, encoded })) return;
  encoder.setRung(rungAt(ladder.rung()));
  composer.setOutput(output());
}

function setSize(next: Size): void {
  size = next;
  composer.setOutput(output());
  air?.encoder?.setSize(next);
}

function output() {
  const { scale, framesPerSecond } = rungAt(air ? ladder.rung() : 0);
  return { ...scaled(size, scale), framesPerSecond };
}

function report(): void {
  if (!air) return;
  const none = { framesPerSecond: 0, framesDropped: 0, droppedOfLate: 0, keyframeSeconds: 0, isBroken: false };
  const figures = air.encoder?.figures() ?? none;
  const upload = air.upload.status();
  const status: AirStatus = {
    ...{ ...upload, ...figures, rung: ladder.rung(), carriedAtChange, relief: air.encoder ? deviceLadder.step() : 0 },
    isAway: isAway(),
    stillSeconds: air.encoder ? composer.stillSeconds() : 0,
    blackSeconds: air.encoder ? composer.blackSeconds() : 0,
    moment: momentOf(upload.take),
  };
  tell({ type: "status", status });
}

/** Pictures are shown to the host as they are made. */
function momentOf(take: UploadStatus["take"]): Moment | null {
  if (take?.startsAt === undefined) return null;
  return { takeId: take.id, mediaSeconds: (soundLine.clock() - take.startsAt) / 1e6 };
}

function rungAt(index: number) {
  return relieve(rungs[index] ?? rungs[0], deviceLadder.step());
}

function tell(message: WorkerMessage): void {
  postMessage(message);
}
