import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { DropClock } from "#lib/drops/drop-clock.ts";
import { startBroadcast } from "#tests/recordings/broadcast.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { breakDown } from "#tests/support/break-down.ts";
import { type DropStage, openDropStage } from "#tests/support/drops.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
const patient = { ...soon, timeout: 15_000 };

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("when the picture breaks off the clock of an open drop stands still, and goes on with the picture", async () => {
  const stage = await openDropStage(app);
  const broadcast = await onAir(stage);
  await stage.act("arm");
  const { closesAt } = await stage.fire();
  await expect.poll(() => stateOf(stage), patient).toBe("OPEN paused for video");
  const [buyer] = await app.buyers(1);
  expect(await stage.buy(buyer?.cookie)).toMatchObject({ status: 409, body: { code: "drop_paused" } });

  await broadcast.feed(5);
  await expect.poll(() => stateOf(stage), patient).toBe("OPEN");
  const after = await stage.read();
  expect(Date.parse(after.closesAt ?? "")).toBeGreaterThan(Date.parse(closesAt ?? "0"));
  expect((await stage.buy(buyer?.cookie)).status).toBe(201);
  expect(await actsOf(stage)).toEqual(["drop.paused", "drop.resumed"]);
});

test("a drop that nobody has fired has no clock to stop: people go on taking places", async () => {
  const stage = await openDropStage(app);
  const fired = await openDropStage(app);
  await Promise.all([onAir(stage), onAir(fired)]);
  await Promise.all([stage.act("arm"), fired.act("arm")]);
  await fired.fire({ inSeconds: 600 });
  await expect.poll(() => stateOf(fired), patient).toBe("ARMED paused for video");
  expect(await stateOf(stage)).toBe("ARMED");
  const [buyer] = await app.buyers(1);
  expect((await stage.join(buyer?.cookie)).status).toBe(201);
});

test("a host who pauses meanwhile keeps it paused when the picture is back, and may resume without it", async () => {
  const stage = await openDropStage(app);
  const broadcast = await onAir(stage);
  await stage.act("arm");
  await stage.fire();
  await expect.poll(() => stateOf(stage), patient).toBe("OPEN paused for video");
  await stage.pause(true);
  expect(await stateOf(stage)).toBe("OPEN paused");
  await broadcast.feed(5);
  await expect.poll(() => app.made.channels.status(stage.showId), patient).toBe("live");
  await expect.poll(() => app.made.channels.status(stage.showId), patient).toBe("interrupted");
  expect(await stateOf(stage)).toBe("OPEN paused");
  await stage.pause(false);
  expect(await stateOf(stage)).toBe("OPEN");
});

test("a show whose host switched it off sells on without a picture", async () => {
  const [stage, other] = [await openDropStage(app), await openDropStage(app)];
  const cookie = stage.host.cookie;
  const changed = await app.http("PATCH", `/api/shows/${stage.showId}`, { cookie, body: { pauseWithVideo: false } });
  expect(changed).toMatchObject({ status: 200, body: { pauseWithVideo: false } });
  await Promise.all([onAir(stage), onAir(other)]);
  await Promise.all([stage.act("arm"), other.act("arm")]);
  await Promise.all([stage.fire(), other.fire()]);
  await expect.poll(() => stateOf(other), patient).toBe("OPEN paused for video");
  expect(await stateOf(stage)).toBe("OPEN");
});

test("a drop whose pause could not be ended with the picture's return is let go as soon as it can be", async () => {
  const stage = await openDropStage(app);
  const broadcast = await onAir(stage);
  await stage.act("arm");
  await stage.fire({ inSeconds: 600 });
  await expect.poll(() => stateOf(stage), patient).toBe("ARMED paused for video");
  const mend = await breakDown(app.db, "BEFORE UPDATE ON drop FOR EACH ROW WHEN (NEW.paused_at IS NULL)");
  const sender = setInterval(() => void broadcast.feed(5), 1000);
  onTestFinished(() => clearInterval(sender));
  await expect.poll(() => app.made.channels.status(stage.showId), patient).toBe("live");
  await sleep(500);
  expect(await stateOf(stage)).toBe("ARMED paused for video");
  await mend();
  await expect.poll(() => stateOf(stage), patient).toBe("ARMED");
});

test("closing a drop that waits for the picture leaves no reason behind", async () => {
  const stage = await openDropStage(app);
  await onAir(stage);
  await stage.act("arm");
  await stage.fire();
  await expect.poll(() => stateOf(stage), patient).toBe("OPEN paused for video");
  await stage.act("close");
  expect(await stateOf(stage)).toBe("CLOSED");
});

test("a process that heard nothing for a while forgets the drops that ended meanwhile", async () => {
  const stage = await openDropStage(app);
  await stage.act("arm");
  const told: string[] = [];
  const elsewhere = new DropClock({ db: app.db, engine: app.made.engine, tell: ({ status }) => told.push(status) });
  await elsewhere.readAll();
  expect(elsewhere.find(stage.dropId)).toMatchObject({ status: "ARMED" });
  await stage.act("close");
  await elsewhere.readAll();
  expect(elsewhere.find(stage.dropId)).toBeUndefined();
  expect(told).toEqual(["CLOSED"]);
  elsewhere.stop();
});

async function onAir({ showId, host }: DropStage) {
  const broadcast = await startBroadcast(app.http, { showId, cookie: host.cookie });
  await broadcast.feed(5);
  return broadcast;
}

async function stateOf(stage: DropStage): Promise<string> {
  const { status, pausedAt, pausedForVideo } = await stage.read();
  return [status, pausedAt && "paused", pausedForVideo && "for video"].filter(Boolean).join(" ");
}

async function actsOf({ dropId }: DropStage): Promise<string[]> {
  const acts = await app.db.$queryRaw<{ action: string }[]>`
    SELECT action FROM audit_log WHERE subject = ${`drop:${dropId}`} AND actor_id IS NULL ORDER BY id`;
  return acts.map(({ action }) => action);
}
