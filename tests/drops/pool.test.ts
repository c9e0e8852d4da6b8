import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { openDropStage, placeOf, receiptOf } from "#tests/support/drops.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("an armed drop has its units to itself: the shop cannot sell them, and the host cannot withdraw them", async () => {
  const stage = await openDropStage(app, { stock: 12 }, { units: 10 });
  expect(await stage.act("arm")).toMatchObject({ status: "ARMED", left: 10, seed: null });
  const buyers = await app.buyers(3);
  const shop = (cookie = "") =>
    app.http("POST", "/api/preorders", { cookie, key: crypto.randomUUID(), body: { editionId: stage.editionId } });
  expect((await shop(buyers[0]?.cookie)).status).toBe(201);
  expect((await shop(buyers[1]?.cookie)).status).toBe(201);
  expect(await shop(buyers[2]?.cookie)).toMatchObject({ status: 409, body: { code: "sold_out" } });
  const withdrawal = { cookie: stage.host.cookie, body: { delta: -1, reason: "scratched" } };
  expect(await app.http("POST", `/api/editions/${stage.editionId}/stock`, withdrawal)).toMatchObject({
    status: 409,
    body: { code: "stock_below_zero" },
  });
  expect(await readStock(app.db, stage.editionId)).toEqual({ available: 10, held: 2, sold: 0 });
  const show = await app.http("GET", `/api/shows/${stage.showId}`);
  expect(show.body).toMatchObject({ products: [{ editions: [{ available: 0, pooled: 10, held: 2 }] }] });
});

test("arming refuses more units than the shop has, arming twice sets them aside once", async () => {
  const stage = await openDropStage(app, { stock: 5 }, { units: 10 });
  const arm = () => app.http("POST", `/api/drops/${stage.dropId}/arm`, { cookie: stage.host.cookie });
  expect(await arm()).toMatchObject({ status: 409, body: { code: "too_few_left", available: 5 } });
  await app.http("PATCH", `/api/drops/${stage.dropId}`, { cookie: stage.host.cookie, body: { units: 5 } });
  await Promise.all([arm(), arm(), arm()]);
  expect(await stage.read()).toMatchObject({ status: "ARMED", left: 5 });
});

test("nothing is sold before the opening, nor after the end, and the leftovers are the shop's again", async () => {
  const stage = await openDropStage(app, { stock: 10 }, { units: 4 });
  const [early, buyer, late] = await app.buyers(3);
  expect(await stage.buy(early?.cookie)).toMatchObject({ status: 409, body: { code: "drop_not_open" } });
  await stage.act("arm");
  await stage.fire({ inSeconds: 3600 });
  expect(await stage.buy(early?.cookie)).toMatchObject({ status: 409, body: { code: "drop_not_open" } });
  await stage.fire();
  const receipt = receiptOf(await stage.buy(buyer?.cookie));
  expect(receipt).toMatchObject({ dropId: stage.dropId, state: "HELD" });
  expect(await stage.read()).toMatchObject({ status: "OPEN", left: 3, held: 1, sold: 0 });
  await stage.act("close");
  expect(await stage.buy(late?.cookie)).toMatchObject({ status: 409, body: { code: "drop_over" } });
  expect(await stage.read()).toMatchObject({ status: "CLOSED", left: 0, held: 1 });
  expect((await app.db.inventory.findUniqueOrThrow({ where: { editionId: stage.editionId } })).pooled).toBe(0);
  expect(await readStock(app.db, stage.editionId)).toEqual({ available: 9, held: 1, sold: 0 });
});

test("a drop opens and closes by itself, at the moments that the database's clock says", async () => {
  const stage = await openDropStage(app, { stock: 10 }, { units: 4, seconds: 10 });
  await stage.act("arm");
  const armed = await stage.fire({ inSeconds: 1 });
  expect(armed.status).toBe("ARMED");
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  await app.db.$executeRaw`UPDATE drop SET closes_at = now() WHERE id = ${stage.dropId}::uuid`;
  await expect.poll(async () => (await stage.read()).status, soon).toBe("CLOSED");
});

test("a buyer gets no more than the drop allows a person, on whatever account, under fifty tries at once", async () => {
  const stage = await openDropStage(app, { stock: 100, perPersonLimit: 5 }, { units: 50, perPersonLimit: 2 });
  await stage.act("arm");
  await stage.fire();
  const [one, two] = await app.buyers(2);
  const contact = "same.person@example.com";
  const answers = await Promise.all(
    Array.from({ length: 18 }, (_, n) =>
      stage.buy((n % 2 ? one : two)?.cookie, { contact: n % 3 ? contact : "same.person+drop@example.com" }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  expect(answers.filter(({ body }) => (body as { code?: string }).code === "over_limit")).toHaveLength(16);
});

test("the terms of an armed drop are fixed, and its order of states is held by the database itself", async () => {
  const stage = await openDropStage(app);
  await stage.act("arm");
  const change = { cookie: stage.host.cookie, body: { perPersonLimit: 5 } };
  expect(await app.http("PATCH", `/api/drops/${stage.dropId}`, change)).toMatchObject({ status: 409 });
  const { dropId } = stage;
  await expect(app.db.$executeRaw`UPDATE drop SET units = 11 WHERE id = ${dropId}::uuid`).rejects.toThrow(/frozen/);
  await expect(
    app.db.$executeRaw`UPDATE drop SET status = 'PREPARED', "left" = 0 WHERE id = ${dropId}::uuid; `,
  ).resolves.toBe(1);
  await expect(app.db.$executeRaw`UPDATE drop SET status = 'OPEN' WHERE id = ${dropId}::uuid`).rejects.toThrow(
    /may not go/,
  );
  await app.db.$executeRaw`UPDATE inventory SET pooled = 0 WHERE edition_id = ${stage.editionId}::uuid`;
});

test("a pause stops sale and clock, and afterwards both go on where they stood", async () => {
  const stage = await openDropStage(app, {}, { seconds: 600 });
  await stage.act("arm");
  const opened = await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  expect((await stage.pause(true)).pausedAt).not.toBeNull();
  const [buyer] = await app.buyers(1);
  expect(await stage.buy(buyer?.cookie)).toMatchObject({ status: 409, body: { code: "drop_paused" } });
  await app.db
    .$executeRaw`UPDATE drop SET paused_at = paused_at - interval '1 minute' WHERE id = ${stage.dropId}::uuid`;
  const resumed = await stage.pause(false);
  const shift = Date.parse(resumed.closesAt ?? "") - Date.parse(opened.closesAt ?? "");
  expect(shift).toBeGreaterThanOrEqual(60_000);
  expect((await stage.buy(buyer?.cookie)).status).toBe(201);
});

test("an open drop that is paused past its end is paused and not over, for orders and for the line, and goes on", async () => {
  const stage = await openDropStage(app, { stock: 10 }, { units: 2 });
  const [buyer, other] = await app.buyers(2);
  await stage.act("arm");
  await stage.fire();
  await stage.pause(true);
  await app.db
    .$executeRaw`UPDATE drop SET opens_at = now() - interval '90 seconds', paused_at = now() - interval '60 seconds',
    closes_at = now() - interval '30 seconds' WHERE id = ${stage.dropId}::uuid`;
  for (const answer of [await stage.buy(buyer?.cookie), await stage.join(other?.cookie)])
    expect(answer).toMatchObject({ status: 409, body: { code: "drop_paused" } });
  expect((await stage.pause(false)).status).toBe("OPEN");
  expect((await stage.buy(buyer?.cookie)).status).toBe(201);
  expect(await stage.read()).toMatchObject({ status: "OPEN", left: 1, held: 1 });
});

test("a drop whose time is over cannot be paused back to life, and one that ended while it was paused is over", async () => {
  const stage = await openDropStage(app, { stock: 10 }, { units: 2 });
  const [buyer] = await app.buyers(1);
  await stage.act("arm");
  await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
  const [, answers] = await app.db.$transaction([
    app.db.$executeRaw`UPDATE drop SET closes_at = now() WHERE id = ${stage.dropId}::uuid`,
    app.db.$queryRaw<
      { status: string }[]
    >`SELECT pause_drop(${stage.dropId}::uuid, true) -> 'drop' ->> 'status' AS status`,
  ]);
  expect(answers).toEqual([{ status: "CLOSED" }]);
  expect(await stage.buy(buyer?.cookie)).toMatchObject({ status: 409, body: { code: "drop_over" } });

  const second = await openDropStage(app, { stock: 10 }, { units: 2 });
  await second.act("arm");
  await second.fire();
  await second.pause(true);
  await second.act("close");
  for (const answer of [await second.buy(buyer?.cookie), await second.join(buyer?.cookie)])
    expect(answer).toMatchObject({ status: 409, body: { code: "drop_over" } });
});

test("the room sees an armed drop, its countdown and its units; a prepared one nobody sees", async () => {
  const stage = await openDropStage(app, {}, { units: 3 });
  const line = await openLine(app.url);
  expect(await say(line, "join", { showId: stage.showId })).toMatchObject({ ok: true });
  expect(line.rooms).toMatchObject([{ drops: [] }]);
  await stage.act("arm");
  const fired = await stage.fire({ inSeconds: 1 });
  const seen = () => line.frames.flatMap(({ drops }) => drops).at(-1);
  await expect.poll(seen, soon).toMatchObject({ id: stage.dropId, status: "ARMED", opensAt: fired.opensAt });
  await expect.poll(seen, soon).toMatchObject({ status: "OPEN", left: 3 });
  const [buyer] = await app.buyers(1);
  await stage.buy(buyer?.cookie);
  await expect.poll(seen, soon).toMatchObject({ left: 2, held: 1 });
  line.disconnect();
});

test("a show that ends takes its drops with it", async () => {
  const stage = await openDropStage(app, { stock: 10 });
  await stage.act("arm");
  const [waiting] = await app.buyers(1);
  const place = placeOf(await stage.join(waiting?.cookie));
  await app.http("POST", `/api/shows/${stage.showId}/end`, { cookie: stage.host.cookie, body: {} });
  expect(await stage.read()).toMatchObject({ status: "CLOSED", left: 0, waiting: 0 });
  const after = await app.http("GET", `/api/line/${place.id}`, { cookie: waiting?.cookie });
  expect(after.body).toMatchObject({ state: "CLOSED", reason: "drop_over" });
});

test("a drop that asks for a proof of work sells only to a device that did it, for itself", async () => {
  const { solveChallenge } = await import("altcha-lib");
  const { deriveKey } = await import("altcha-lib/algorithms/sha");
  const stage = await openDropStage(app, {}, { challenge: true });
  await stage.act("arm");
  await stage.fire();
  const [buyer, other] = await app.buyers(2);
  expect(await stage.buy(buyer?.cookie)).toMatchObject({ status: 403, body: { code: "proof_required" } });
  const issued = await app.http("POST", `/api/drops/${stage.dropId}/challenge`, { cookie: buyer?.cookie, body: {} });
  const { challenge } = issued.body as { challenge: Parameters<typeof solveChallenge>[0]["challenge"] };
  const solution = await solveChallenge({ challenge, deriveKey });
  const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
  expect(await stage.buy(other?.cookie, { proof })).toMatchObject({ status: 403 });
  const forged = Buffer.from(JSON.stringify({ challenge, solution: { ...solution, counter: 1 } })).toString("base64");
  expect(await stage.buy(buyer?.cookie, { proof: forged })).toMatchObject({ status: 403 });
  expect((await stage.buy(buyer?.cookie, { proof })).status).toBe(201);
});

test("a drop that is armed while its show ends leaves no pool behind", async () => {
  const stage = await openDropStage(app, { stock: 10 }, { units: 4 });
  const ended = Promise.withResolvers<void>();
  const ending = app.db.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE show SET status = 'ENDED', ended_at = now() WHERE id = ${stage.showId}::uuid`;
    await ended.promise;
  });
  const arming = app.http("POST", `/api/drops/${stage.dropId}/arm`, { cookie: stage.host.cookie });
  await new Promise((resume) => setTimeout(resume, 100));
  ended.resolve();
  await ending;
  expect(await arming).toMatchObject({ status: 409, body: { code: "show_ended" } });
  expect(await stage.read()).toMatchObject({ status: "PREPARED", left: 0 });
});

test("a drop that opens while it is taken back stays open", async () => {
  const stage = await openDropStage(app, { stock: 10 }, { units: 4 });
  await stage.act("arm");
  const opened = Promise.withResolvers<void>();
  const opening = app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM inventory WHERE edition_id = ${stage.editionId}::uuid FOR UPDATE`;
    await tx.$executeRaw`UPDATE drop SET opens_at = clock_timestamp(), closes_at = clock_timestamp() + interval '1 hour' WHERE id = ${stage.dropId}::uuid`;
    await tx.$queryRaw`SELECT advance_drop(${stage.dropId}::uuid)`;
    await opened.promise;
  });
  await new Promise((resume) => setTimeout(resume, 50));
  const disarming = app.http("POST", `/api/drops/${stage.dropId}/disarm`, { cookie: stage.host.cookie });
  await new Promise((resume) => setTimeout(resume, 100));
  opened.resolve();
  await opening;
  expect(await disarming).toMatchObject({ status: 409, body: { code: "drop_wrong_state" } });
  expect(await stage.read()).toMatchObject({ status: "OPEN", left: 4 });
});
