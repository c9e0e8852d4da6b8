import { type Browser, expect, type Page } from "@playwright/test";
import { TakeStarted } from "#lib/media/schema.ts";
import { post, type Stage } from "#tests/support/stage.ts";

/** What a host sends: a bright canvas of one colour with a moving bar, and a quiet tone. */
export type CanvasHost = {
  page: Page;
  /** Changes the colour from now on; answers the moment of the take's clock at which it did. */
  paint: (colour: Colour) => Promise<{ takeId: string; mediaSeconds: number }>;
  /** The line breaks: nothing leaves any more. */
  breakOff: () => Promise<void>;
  /** The line is back, with a new take. */
  comeBack: () => Promise<void>;
};

export type Colour = "green" | "blue";

/** Sends a real encoded picture from a real browser, without the studio: what viewers see is known exactly. */
export async function sendCanvas(browser: Browser, baseURL: string | undefined, stage: Stage): Promise<CanvasHost> {
  // A page of the API, which lets nothing be loaded: it stands in for a host who has a program of their own.
  const page = await browser.newPage({ bypassCSP: true });
  await page.goto(`${baseURL}/api/shows`);
  await page.setViewportSize({ width: 400, height: 300 });
  await page.evaluate(draw);
  let takeId = await start();

  async function start(): Promise<string> {
    const take = TakeStarted.parse(await post(stage.host, `/api/shows/${stage.showId}/takes`, {}));
    await page.evaluate(send, { ...take, showId: stage.showId });
    return take.takeId;
  }

  return {
    page,
    paint: async (colour) => {
      const mediaSeconds: unknown = await page.evaluate(`globalThis.paint(${JSON.stringify(colour)})`);
      expect(typeof mediaSeconds).toBe("number");
      return { takeId, mediaSeconds: Number(mediaSeconds) };
    },
    breakOff: async () => {
      await page.evaluate("globalThis.breakOff()");
    },
    comeBack: async () => {
      takeId = await start();
    },
  };
}

/** In the page: a canvas of 320 by 180 that moves twenty times a second, and its sound. */
function draw(): void {
  const canvas = document.createElement("canvas");
  canvas.width = 320;
  canvas.height = 180;
  document.body.replaceChildren(canvas);
  const brush = canvas.getContext("2d");
  const colours = { green: "rgb(60,200,80)", blue: "rgb(70,110,240)" };
  let colour = colours.green;
  let drawn = 0;
  setInterval(() => {
    if (!brush) return;
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 320, 180);
    brush.fillStyle = "rgb(240,240,240)";
    brush.fillRect((drawn * 7) % 320, 120, 30, 40);
    drawn += 1;
  }, 50);
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  const quiet = sound.createGain();
  const out = sound.createMediaStreamDestination();
  quiet.gain.value = 0.05;
  tone.connect(quiet).connect(out);
  tone.start();
  const stream = canvas.captureStream(20);
  for (const track of out.stream.getAudioTracks()) stream.addTrack(track);
  Object.assign(globalThis, {
    source: stream,
    setColour: (next: "green" | "blue") => {
      colour = colours[next];
    },
  });
}

/** In the page: records what is drawn and uploads it, piece by piece, until the line is broken. */
function send({ showId, takeId, showKey }: { showId: string; takeId: string; showKey: string }): void {
  const formats = ["video/mp4;codecs=avc1.42E01F,opus", "video/mp4;codecs=avc3.42E01F,opus"];
  const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format));
  const source: unknown = Reflect.get(globalThis, "source");
  const setColour: unknown = Reflect.get(globalThis, "setColour");
  if (!(source instanceof MediaStream) || typeof setColour !== "function") throw new Error("nothing is drawn yet");
  const settings = { mimeType, videoBitsPerSecond: 400_000, videoKeyFrameIntervalDuration: 1000 };
  const recorder = new MediaRecorder(source, settings);
  let startedAt = 0;
  let isBroken = false;
  let n = 0;
  let uploading: Promise<unknown> = Promise.resolve();
  recorder.onstart = () => {
    startedAt = performance.now();
  };
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0 || isBroken) return;
    const path = `/media/${showId}/takes/${takeId}/chunks/${n++}`;
    const headers = { authorization: `Bearer ${showKey}`, "content-type": "video/mp4" };
    uploading = uploading.then(() => fetch(path, { method: "PUT", headers, body: data }));
  };
  recorder.start(250);
  Object.assign(globalThis, {
    paint: (colour: string) => {
      Reflect.apply(setColour, null, [colour]);
      return (performance.now() - startedAt) / 1000;
    },
    breakOff: () => {
      isBroken = true;
      recorder.stop();
    },
  });
}
