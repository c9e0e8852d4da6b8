import { afterAll, beforeAll, expect, test } from "vitest";
import { overlays } from "#lib/replays/schema.ts";
import { rundownView, segmentView } from "#lib/rundown/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openFamily } from "#tests/support/family.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const talk = { kind: "talk", title: "Welcome", seconds: 300 };

test("segments are planned, moved, copied with the show, and bounded; nothing of another show gets in", async () => {
  const { host, showId, productId } = await openFamily(app);
  const other = await app.openEdition({}, host.email);
  const first = await add(host, showId, talk);
  const last = await add(host, showId, { kind: "product", title: "The hull", seconds: 600, productId, script: "Look" });
  const between = await add(host, showId, { ...talk, title: "Between", after: first });
  expect((await read(host, showId)).segments.map(({ id }) => id)).toEqual([first, between, last]);
  await send(host, "PUT", `/shows/${showId}/segments/order`, { ids: [last, first] });
  expect((await read(host, showId)).segments.map(({ id }) => id)).toEqual([last, first, between]);
  expect((await send(host, "DELETE", `/shows/${showId}/segments/${between}`)).status).toBe(200);

  const foreign = { kind: "product", title: "Not here", seconds: 1, productId: other.productId };
  expect(await send(host, "POST", `/shows/${showId}/segments`, foreign)).toMatchObject({
    body: { code: "product_not_in_show", field: "productId" },
  });
  expect((await send(host, "PATCH", `/shows/${other.showId}/segments/${first}`, { title: "Mine" })).status).toBe(404);
  const batch = { segments: Array.from({ length: 199 }, () => talk) };
  expect(await send(host, "POST", `/shows/${showId}/segments/batch`, batch)).toMatchObject({
    body: { code: "segments_full" },
  });
  expect((await send(host, "POST", `/shows/${showId}/segments`, { ...talk, script: "x".repeat(20_001) })).status).toBe(
    422,
  );
  expect((await send(host, "POST", `/shows/${other.showId}/segments/copies`, { showId })).status).toBe(201);
  expect((await read(host, other.showId)).segments.map(({ title, productId: of }) => [title, of])).toEqual([
    ["The hull", null],
    ["Welcome", null],
  ]);
  const copy = { title: "Again", startsAt: "2031-01-01T00:00:00Z" };
  const copied = segmentView.pick({ id: true }).parse((await send(host, "POST", `/shows/${showId}/copies`, copy)).body);
  expect((await read(host, copied.id)).segments.map(({ title, productId: of }) => [title, of])).toEqual([
    ["The hull", productId],
    ["Welcome", null],
  ]);
  await send(host, "DELETE", `/shows/${copied.id}`);
  expect(await app.db.segment.count({ where: { showId: copied.id } })).toBe(0);
});

test("Next pins and asks in one act, Back takes it back, and of two hands the later is refused in words", async () => {
  const { host, showId, productId } = await openFamily(app);
  const producer = await app.person("producer");
  const pollId = await preparePoll(host, showId);
  await add(host, showId, talk);
  await add(host, showId, { kind: "poll", title: "Colour", seconds: 60, productId, pollId });
  const watcher = await openLine(app.url, { cookie: producer.cookie });
  await say(watcher, "watchTalk", { showId });
  let told = 0;
  watcher.on("run", () => {
    told += 1;
  });

  const since = performance.now();
  const hands = await Promise.all([host, producer, host].map((hand) => next(hand, showId, 0)));
  expect(hands.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  await expect.poll(() => told, { ...soon, interval: 20 }).toBe(1);
  expect(performance.now() - since).toBeLessThan(1000);
  expect((await read(host, showId)).version).toBe(1);

  expect((await next(producer, showId, 1)).body).toEqual({ version: 2, left: [] });
  const run = await read(host, showId);
  expect(run).toMatchObject({ version: 2, segmentId: run.segments[1]?.id, hand: producer.name });
  expect(await show(showId)).toMatchObject({ pinnedProductId: productId });
  expect(await app.db.poll.findUniqueOrThrow({ where: { id: pollId } })).toMatchObject({ status: "OPEN" });
  expect(await next(host, showId, 2)).toMatchObject({ status: 409, body: { code: "run_over" } });
  expect((await send(host, "DELETE", `/shows/${showId}/segments/${run.segmentId}`)).body).toMatchObject({
    code: "segment_on_air",
  });
  expect((await chapters(showId)).map(({ title }) => title)).toEqual(["Welcome", "Colour"]);

  expect(await back(host, showId, 1)).toMatchObject({ status: 409, body: { code: "run_moved" } });
  expect((await back(host, showId, 2)).status).toBe(200);
  expect(await show(showId)).toMatchObject({ pinnedProductId: null });
  expect(await app.db.poll.findUniqueOrThrow({ where: { id: pollId } })).toMatchObject({ status: "WITHDRAWN" });
  expect((await read(host, showId)).segmentId).toBe(run.segments[0]?.id);
  expect((await chapters(showId)).map(({ title }) => title)).toEqual(["Welcome"]);
  expect((await next(host, showId, 3)).body).toEqual({ version: 4, left: ["poll"] });
  expect((await back(host, showId, 4)).status).toBe(200);
  expect((await back(host, showId, 5)).status).toBe(200);
  expect(await back(host, showId, 6)).toMatchObject({ body: { code: "run_at_start" } });
  watcher.disconnect();
});

test("a producer drives, a moderator and a viewer do not see the plan", async () => {
  const { host, showId } = await openFamily(app);
  await add(host, showId, { ...talk, script: "The price is 199" });
  expect((await send(await app.person("producer"), "GET", `/shows/${showId}/rundown`)).status).toBe(200);
  for (const role of ["moderator", "viewer"] as const)
    expect((await send(await app.person(role), "GET", `/shows/${showId}/rundown`)).status).toBe(403);
  for (const path of [`/api/shows/${showId}`, `/api/shows/${showId}/snapshot`])
    expect((await app.http("GET", path)).text).not.toContain("The price is 199");
});

const send = ({ cookie }: Person, method: "DELETE" | "GET" | "PATCH" | "POST" | "PUT", path: string, body?: object) =>
  app.http(method, `/api${path}`, { cookie, ...(body && { body }) });
const next = (hand: Person, showId: string, version: number) =>
  send(hand, "POST", `/shows/${showId}/rundown/next`, { version });
const back = (hand: Person, showId: string, version: number) =>
  send(hand, "POST", `/shows/${showId}/rundown/back`, { version });
const show = (id: string) => app.db.show.findUniqueOrThrow({ where: { id } });

async function add(host: Person, showId: string, segment: object): Promise<string> {
  const made = await send(host, "POST", `/shows/${showId}/segments`, segment);
  expect(made.status).toBe(201);
  return segmentView.parse(made.body).id;
}

async function read(host: Person, showId: string) {
  return rundownView.parse((await send(host, "GET", `/shows/${showId}/rundown`)).body);
}

async function chapters(showId: string) {
  return overlays.parse((await app.http("GET", `/api/shows/${showId}/overlays`)).body).segments;
}

async function preparePoll(host: Person, showId: string): Promise<string> {
  const poll = { kind: "vote", title: "Which colour?", choices: ["Red", "Blue"] };
  const made = await send(host, "POST", `/shows/${showId}/polls`, poll);
  return segmentView.pick({ id: true }).parse(made.body).id;
}
