import { afterAll, beforeAll, expect, test } from "vitest";
import { snapshot } from "#lib/live/contract.ts";
import { pinList } from "#lib/shows/schema.ts";
import { startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("a pin carries the moment of the picture that its host saw, for viewers, late comers and the replay alike", async () => {
  const { showId, productId, pin, host } = await openShow();
  const line = await openLine(app.url);
  await say(line, "join", { showId });
  const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
  await broadcast.feed(15);
  const moment = { takeId: broadcast.takeId, mediaSeconds: 2.5 };
  const at = app.made.channels.find(showId)?.streamTimeOf(moment.takeId, moment.mediaSeconds);
  await pin({ productId, moment });
  const cue = { atMs: Math.round(at ?? 0), productId };
  await expect.poll(() => line.frames.at(-1), soon).toMatchObject({ pinned: productId, cueAt: cue.atMs });
  await expect.poll(async () => (await room(showId)).cues, soon).toContainEqual(cue);
  expect(await pinsOf(showId)).toEqual([cue]);
  line.disconnect();
});

test("without a moment, or with one that cannot be, it is about now", async () => {
  const { showId, productId, pin, host } = await openShow();
  const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
  await broadcast.feed(5);
  const before = Date.now();
  await pin({ productId });
  await pin({ productId: null, moment: { takeId: "another-take", mediaSeconds: 1 } });
  await pin({ productId, moment: { takeId: broadcast.takeId, mediaSeconds: 500_000 } });
  const moments = (await pinsOf(showId)).map(({ atMs }) => atMs);
  expect(moments).toHaveLength(3);
  for (const atMs of moments) {
    expect(atMs).toBeGreaterThanOrEqual(before);
    expect(atMs).toBeLessThanOrEqual(Date.now() + 2000);
  }
});

test("pins keep the order in which the host made them, whatever moments they name", async () => {
  const { showId, productId, pin, host } = await openShow();
  const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
  await broadcast.feed(15);
  await pin({ productId, moment: { takeId: broadcast.takeId, mediaSeconds: 2.8 } });
  await pin({ productId: null, moment: { takeId: broadcast.takeId, mediaSeconds: 0.5 } });
  const pins = await pinsOf(showId);
  expect(pins.map((each) => each.productId)).toEqual([productId, null]);
  expect(pins[1]?.atMs).toBeGreaterThanOrEqual(pins[0]?.atMs ?? Number.POSITIVE_INFINITY);
});

test("a product that is taken out of the show is not pinned from then on, and what is no product of it never is", async () => {
  const { showId, productId, pin, host } = await openShow();
  await pin({ productId });
  const other = await app.openEdition();
  const answer = await app.http("PUT", `/api/shows/${showId}/pin`, {
    cookie: host.cookie,
    body: { productId: other.productId },
  });
  expect(answer).toMatchObject({ status: 409, body: { code: "product_not_in_show" } });
  await app.http("DELETE", `/api/shows/${showId}/products/${productId}`, { cookie: host.cookie });
  expect((await pinsOf(showId)).map((each) => each.productId)).toEqual([productId, null]);
  await expect.poll(() => room(showId), soon).toMatchObject({ pinned: null });
});

async function openShow() {
  const host = await app.person("host");
  const { showId, productId } = await app.openEdition({}, host.email);
  const pin = async (body: object) => {
    const answer = await app.http("PUT", `/api/shows/${showId}/pin`, { cookie: host.cookie, body });
    expect(answer.status).toBe(200);
  };
  return { showId, productId, host, pin };
}

async function pinsOf(showId: string) {
  return pinList.parse((await app.http("GET", `/api/shows/${showId}/cues`)).body).pins;
}

async function room(showId: string) {
  return snapshot.parse((await app.http("GET", `/api/shows/${showId}/snapshot`)).body);
}
