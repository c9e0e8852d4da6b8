import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeVideo } from "#lib/media/live/health.ts";
import type { VideoHealth } from "#lib/media/schema.ts";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { openDesk } from "./desk.ts";
import { isPicture, makeTags, openPublisher, shift, type Tag } from "./publisher.ts";

const frozenPicture = "testsrc2=s=320x180:r=25,trim=end_frame=1,loop=-1:1,setpts=N/25/TB";
const darkRoom = "color=c=black:s=320x180:r=25,noise=alls=6:allf=t";

let app: App;
let before: Tag[];

/** What comes after four good seconds, and what the host has to hear of it. */
const spoilt: Record<string, { after: () => Promise<Tag[]>; told: VideoHealth | "nothing" }> = {
  "goes on well": { after: () => makeTags({ seconds: 14 }), told: "nothing" },
  "stands still": { after: () => makeTags({ seconds: 14, picture: frozenPicture }), told: "picture_still" },
  "stands still between key frames that are far apart": {
    after: () => makeTags({ seconds: 14, picture: frozenPicture, more: ["-g", "250"] }),
    told: "picture_still",
  },
  "goes black": {
    after: () => makeTags({ seconds: 14, picture: "color=c=black:s=320x180:r=25" }),
    told: "picture_black",
  },
  "has its lens covered": { after: () => makeTags({ seconds: 14, picture: darkRoom }), told: "picture_black" },
  "goes silent": { after: () => makeTags({ seconds: 14, sound: "anullsrc=r=48000:cl=mono" }), told: "sound_silent" },
  "loses its sound": { after: async () => (await makeTags({ seconds: 14 })).filter(isPicture), told: "no_sound" },
};

beforeAll(async () => {
  app = await startApp({ RTMP_PORT: String(await findFreePort()) });
  if (hasFfmpeg) before = await makeTags({ sound: "sine=f=440:r=48000,aformat=channel_layouts=mono" });
});

afterAll(() => app.stop());

const toldKinds: VideoHealth[] = ["picture_still", "picture_black", "sound_silent", "no_sound", "no_picture"];

/** Seconds until the host is told, which are five at most on a machine that has its cores for itself. */
const maxSeconds = 8;

/** What the host was told, with the seconds it took from the first spoilt picture on. */
async function send(after: () => Promise<Tag[]>): Promise<{ told: Map<string, number>; wrong: string[] }> {
  const rest = (await after()).filter((tag) => (isPicture(tag) ? tag.flags !== 2 : tag.flags !== 0));
  const desk = await openDesk(app);
  const publisher = await openPublisher(await desk.issueAddress());
  const health = () => {
    const figures = app.made.channels.figures(desk.showId) ?? null;
    return judgeVideo(figures, Date.now()).filter((code) => toldKinds.includes(code));
  };
  await publisher.play(before);
  const wrong = health();
  const told = new Map<string, number>();
  const spoiltAt = performance.now();
  const watching = setInterval(() => {
    for (const code of health()) if (!told.has(code)) told.set(code, (performance.now() - spoiltAt) / 1000);
  }, 50);
  await publisher.play(shift(rest, 4000));
  clearInterval(watching);
  publisher.close();
  return { told, wrong };
}

describe.skipIf(!hasFfmpeg)("a picture on air that", () => {
  let found: Map<string, Awaited<ReturnType<typeof send>>>;

  beforeAll(async () => {
    const sent = Object.entries(spoilt).map(async ([name, { after }]) => [name, await send(after)] as const);
    found = new Map(await Promise.all(sent));
  }, 120_000);

  it.each(Object.entries(spoilt))("%s is told to its host while it lasts, and never before", (name, { told }) => {
    const { told: heard = new Map<string, number>(), wrong } = found.get(name) ?? {};
    expect(wrong).toEqual([]);
    for (const [code, seconds] of heard) expect(seconds, code).toBeLessThan(maxSeconds);
    expect([...heard.keys()]).toEqual(told === "nothing" ? [] : expect.arrayContaining([told]));
  });
});
