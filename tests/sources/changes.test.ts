import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { openDesk, until } from "./desk.ts";
import { isPicture, isSound, makeTags, openPublisher, shift, type Tag } from "./publisher.ts";
import { watchShown } from "./shown.ts";

let app: App;
let pattern: Tag[];
let wide: Tag[];
let slowSound: Tag[];

beforeAll(async () => {
  app = await startApp({ RTMP_PORT: String(await findFreePort()) });
  if (!hasFfmpeg) return;
  pattern = await makeTags({});
  wide = await makeTags({ picture: "testsrc2=s=480x270:r=25" });
  slowSound = await makeTags({ sound: "sine=f=440:r=44100" });
});

afterAll(() => app.stop());

const headersOf = (tags: Tag[]) => tags.filter((tag) => (isPicture(tag) ? tag.flags === 2 : tag.flags === 0));
const mediaOf = (tags: Tag[]) => tags.filter((tag) => headersOf([tag]).length === 0);

type Change = { second: () => Tag[]; first?: () => Tag[]; takes: number };

/** Two stretches of four seconds each, the second one another than the first goes on to. */
const changes: Record<string, Change> = {
  "goes on as it was": { second: () => shift(mediaOf(pattern), 4000), takes: 1 },
  "repeats its headers": { second: () => shift(pattern, 4000), takes: 1 },
  "has its clock begin anew": { second: () => mediaOf(pattern), takes: 2 },
  "has its clock go back by a second": { second: () => shift(mediaOf(pattern), 3000), takes: 2 },
  "has its clock leap ahead by an hour": { second: () => shift(mediaOf(pattern), 3_604_000), takes: 2 },
  "has a clock that runs over": {
    first: () => shift(pattern, 2 ** 32 - 4100),
    second: () => mediaOf(pattern),
    takes: 2,
  },
  "begins weeks into its clock": {
    first: () => shift(pattern, 30 * 86_400_000),
    second: () => shift(mediaOf(pattern), 30 * 86_400_000 + 4000),
    takes: 1,
  },
  "has a sound whose clock is another than the picture's": {
    first: () => pattern.map((tag) => (isSound(tag) ? { ...tag, dts: tag.dts + 90_000 } : tag)),
    second: () => mediaOf(pattern).map((tag) => ({ ...tag, dts: tag.dts + (isSound(tag) ? 94_000 : 4000) })),
    takes: 1,
  },
  "turns to another size": { second: () => shift(wide, 4000), takes: 2 },
  "has its sound at another rate": { second: () => shift(slowSound, 4000), takes: 2 },
  "gains its sound on the way": {
    first: () => pattern.filter(isPicture),
    second: () => shift(pattern, 4000),
    takes: 2,
  },
};

type Seen = { takes: ReturnType<typeof watchShown>["takes"]; seconds: number; decoded: Decoded[] };
type Decoded = Awaited<ReturnType<ReturnType<typeof watchShown>["decode"]>>[number];

/** As many at once as one address may send, each to a show of its own. */
async function sendAll(): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  const waiting = Object.entries(changes);
  const sendNext = async (): Promise<void> => {
    const next = waiting.shift();
    if (!next) return;
    seen.set(next[0], await send(next[1]));
    await sendNext();
  };
  await Promise.all(Array.from({ length: 6 }, sendNext));
  return seen;
}

async function send({ first = () => pattern, second }: Change): Promise<Seen> {
  const desk = await openDesk(app);
  const publisher = await openPublisher(await desk.issueAddress());
  const shown = watchShown(app, desk.showId);
  await publisher.play(first());
  await publisher.play(second());
  await until(() => shown.seconds() > 7.4);
  // What comes too often would still come.
  await sleep(500);
  publisher.close();
  await until(async () => (await desk.stateOf("rtmp")) === "over");
  shown.stop();
  return { takes: shown.takes, seconds: shown.seconds(), decoded: await shown.decode() };
}

describe.skipIf(!hasFfmpeg)("an encoder on air that", () => {
  let seen: Map<string, Seen>;

  beforeAll(async () => {
    seen = await sendAll();
  }, 240_000);

  it.each(Object.entries(changes))("%s loses no picture, and is as many takes as it is streams", (name, { takes }) => {
    const { takes: shown = [], decoded = [], seconds } = seen.get(name) ?? {};
    expect(decoded.map(({ complaint }) => complaint)).toEqual(decoded.map(() => ""));
    expect(shown.map(({ jumps }) => jumps)).toEqual(Array.from({ length: takes }, () => 0));
    expect(decoded.reduce((sum, { pictures }) => sum + pictures, 0)).toBeGreaterThan(185);
    expect(seconds).toBeGreaterThan(7.4);
    expect(seconds).toBeLessThan(8.6);
    if (name === "turns to another size") expect(shown.at(-1)).toMatchObject({ width: 480, height: 270 });
  });
});
