import { createHash, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { makeCode } from "#lib/access-codes/make-code.ts";
import { codeView, issuedCodes } from "#lib/access-codes/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { type DropStage, openDropStage, placeOf } from "#tests/support/drops.ts";
import { codeOf } from "#tests/support/family.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

const far = "2099-01-01T00:00:00Z";

test("codes are made of letters nobody mistakes, shown once, and only their hashes are kept", async () => {
  const { host, dropId } = await openDropStage(app);
  const made = await issue(host, `drops/${dropId}`, { count: 200 });
  expect(new Set(made.map(({ code }) => code)).size).toBe(200);
  for (const { code } of made) expect(code).toMatch(/^[2-9A-HJKMNP-TW-Z]{4}(-[2-9A-HJKMNP-TW-Z]{4}){2}$/);
  const kept = await app.db.accessCode.findMany({ where: { dropId } });
  const hashes = new Set(kept.map(({ codeHash }) => Buffer.from(codeHash).toString("hex")));
  for (const { code } of made)
    expect(hashes).toContain(createHash("sha256").update(code.replaceAll("-", "")).digest("hex"));
  const told = await app.http("GET", `/api/drops/${dropId}/codes`, { cookie: host.cookie });
  for (const { code } of made.slice(0, 20)) expect(told.text).not.toContain(code);
  const [act] = await app.db.auditLog.findMany({ where: { action: "codes.issued", subject: `drop:${dropId}` } });
  expect(act).toMatchObject({ actorId: host.id, after: { count: 200, expiresAt: far } });
});

test("who has a code is served before everybody who came earlier, however it is typed", async () => {
  const stage = await openDropStage(app, { stock: 9 }, { units: 1 });
  await stage.act("arm");
  const [code] = await issue(stage.host, `drops/${stage.dropId}`, { count: 1 });
  const [early, lucky] = await app.buyers(2);
  await stage.join(early?.cookie);
  const typed = ` ${code?.code.toLowerCase().replaceAll("-", " ")} `;
  expect((await stage.join(lucky?.cookie, { code: typed })).status).toBe(201);
  await open(stage);
  expect(await ordersOf(lucky)).toHaveLength(1);
  expect(await ordersOf(early)).toHaveLength(0);
  expect(await states(stage.host, `drops/${stage.dropId}`)).toMatchObject([{ state: "used", won: true }]);
});

test("fifty who use one code at once are one use", async () => {
  const stage = await openDropStage(app, { stock: 50 }, { units: 5 });
  await stage.act("arm");
  const [code] = await issue(stage.host, `drops/${stage.dropId}`, { count: 1 });
  const buyers = await app.buyers(50);
  const answers = await Promise.all(buyers.map(({ cookie }) => stage.join(cookie, { code: code?.code })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.filter(({ status }) => status !== 201).map(codeOf))).toEqual(new Set(["code_invalid"]));
  expect(await app.db.queueEntry.count({ where: { dropId: stage.dropId } })).toBe(1);
});

test("a code is bound to the address it was made for, or to the first account that used it", async () => {
  const stage = await openDropStage(app, { stock: 9 }, { units: 2 });
  await stage.act("arm");
  const [friend, stranger] = [await app.person("viewer"), await app.person("viewer")];
  const [named] = await issue(stage.host, `drops/${stage.dropId}`, { emails: [friend.email.toUpperCase()] });
  expect(named?.email).toBe(friend.email);
  const [open] = await issue(stage.host, `drops/${stage.dropId}`, { count: 1 });
  expect(codeOf(await stage.join(stranger.cookie, { code: named?.code }))).toBe("code_invalid");
  const first = placeOf(await stage.join(stranger.cookie, { code: open?.code }));
  await leave(stranger, first.id);
  expect(codeOf(await stage.join(friend.cookie, { code: open?.code }))).toBe("code_invalid");
  expect((await stage.join(friend.cookie, { code: named?.code })).status).toBe(201);
  expect((await stage.join(stranger.cookie, { code: open?.code })).status).toBe(201);
});

test("a code comes back when its place is left before the draw, and when the drop is taken back", async () => {
  const stage = await openDropStage(app, { stock: 9 }, { units: 1 });
  await stage.act("arm");
  const [code] = await issue(stage.host, `drops/${stage.dropId}`, { count: 1 });
  const buyer = await app.person("viewer");
  await leave(buyer, placeOf(await stage.join(buyer.cookie, { code: code?.code })).id);
  expect(await states(stage.host, `drops/${stage.dropId}`)).toMatchObject([{ state: "bound", holder: "S***" }]);
  await stage.join(buyer.cookie, { code: code?.code });
  expect(await states(stage.host, `drops/${stage.dropId}`)).toMatchObject([{ state: "used", won: false }]);
  await stage.act("disarm");
  expect(await states(stage.host, `drops/${stage.dropId}`)).toMatchObject([{ state: "bound" }]);
  await stage.act("arm");
  expect((await stage.join(buyer.cookie, { code: code?.code })).status).toBe(201);
});

test("who waits already may bring a code later, once, until the drop opens", async () => {
  const stage = await openDropStage(app, { stock: 9 }, { units: 1, mode: "SHUFFLED" });
  await stage.act("arm");
  const [one, two] = await issue(stage.host, `drops/${stage.dropId}`, { count: 2 });
  const [buyer, other, late] = await app.buyers(3);
  await stage.join(other?.cookie);
  const place = placeOf(await stage.join(buyer?.cookie));
  expect(codeOf(await stage.join(buyer?.cookie, { code: makeCode() }))).toBe("code_invalid");
  expect(placeOf(await stage.join(buyer?.cookie, { code: one?.code })).id).toBe(place.id);
  expect(placeOf(await stage.join(buyer?.cookie, { code: one?.code })).id).toBe(place.id);
  expect(codeOf(await stage.join(buyer?.cookie, { code: two?.code }))).toBe("code_invalid");
  await open(stage);
  expect(await ordersOf(buyer)).toHaveLength(1);
  expect(codeOf(await stage.join(late?.cookie, { code: two?.code }))).toBe("code_too_late");
  expect(codeOf(await stage.join(other?.cookie, { code: two?.code }))).toBe("code_too_late");
  expect((await states(stage.host, `drops/${stage.dropId}`)).map(({ state }) => state).toSorted()).toEqual([
    "unused",
    "used",
  ]);
});

test("a code is brought to one's own place, never to somebody else's, and guesses there count as well", async () => {
  const stage = await openDropStage(app, { stock: 9 }, { units: 1 });
  await stage.act("arm");
  const [code] = await issue(stage.host, `drops/${stage.dropId}`, { count: 1 });
  const [buyer, thief] = [await app.person("viewer"), await app.person("viewer")];
  const { id } = placeOf(await stage.join(buyer.cookie));
  const bring = ({ cookie }: Person, text: string | undefined) =>
    app.http("POST", `/api/line/${id}/code`, { cookie, body: { code: text } });
  expect((await bring(thief, code?.code)).status).toBe(404);
  for (let n = 0; n < 8; n += 1) expect(codeOf(await bring(thief, makeCode()))).toBe("not_found");
  expect(codeOf(await bring(buyer, makeCode()))).toBe("code_invalid");
  expect(placeOf(await bring(buyer, code?.code))).toMatchObject({ id, state: "WAITING" });
  expect((await bring(buyer, code?.code)).status).toBe(200);
  for (let n = 0; n < 7; n += 1) await bring(buyer, makeCode());
  expect(codeOf(await bring(buyer, makeCode()))).toBe("rate_limited");
});

test("a code that is used at the very moment of the opening is either served first or not used up", async () => {
  const stage = await openDropStage(app, { stock: 9 }, { units: 1 });
  await stage.act("arm");
  const codes = await issue(stage.host, `drops/${stage.dropId}`, { count: 20 });
  const buyers = await app.buyers(20);
  await stage.fire({ inSeconds: 0 });
  const answers = await Promise.all(
    buyers.map(({ cookie }, index) => stage.join(cookie, { code: codes[index]?.code })),
  );
  for (const answer of answers)
    if (answer.status !== 201) expect(codeOf(answer)).toMatch(/^(units_available|code_too_late|queue_full)$/);
  const used = (await states(stage.host, `drops/${stage.dropId}`)).filter(({ state }) => state === "used");
  expect(used.length).toBe(answers.filter(({ status }) => status === 201).length);
});

test("on a waitlist holders of codes stand in their own order before everybody without", async () => {
  const host = await app.person("host");
  const { editionId } = await app.openEdition({ stock: 0 }, host.email);
  const codes = await issue(host, `editions/${editionId}`, { count: 3 });
  const buyers = await app.buyers(6);
  const join = (index: number, code?: string) =>
    app.http("POST", `/api/editions/${editionId}/line`, {
      cookie: buyers[index]?.cookie,
      key: randomUUID(),
      body: { code },
    });
  await join(0);
  expect(placeOf(await join(1, codes[0]?.code)).place).toBe(1);
  expect(placeOf(await join(2, codes[1]?.code)).place).toBe(2);
  await join(3);
  const late = placeOf(await join(0, codes[2]?.code));
  expect(late.place).toBe(3);
  await app.db.deliveryWave.updateMany({ where: { editionId }, data: { capacity: 9 } });
  for (const expected of [1, 2, 0, 3]) {
    await app.http("POST", `/api/editions/${editionId}/stock`, {
      cookie: host.cookie,
      body: { delta: 1, reason: "found" },
    });
    expect(await ordersOf(buyers[expected])).toHaveLength(1);
  }
  await join(4);
  expect((await app.db.queueEntry.findFirstOrThrow({ where: { userId: buyers[4]?.id } })).place).toBe(1);
});

test("an expired code, a revoked one and one for another drop are not good", async () => {
  const stage = await openDropStage(app, { stock: 20 });
  await stage.act("arm");
  const here = `drops/${stage.dropId}`;
  const [expired, revoked, used] = await issue(stage.host, here, { count: 3 });
  await app.db.$executeRaw`UPDATE access_code SET expires_at = now() WHERE id = ${expired?.id}::uuid`;
  expect((await revoke(stage.host, here, revoked?.id)).status).toBe(200);
  expect((await revoke(stage.host, here, revoked?.id)).status).toBe(200);
  const other = await openDropStage(app);
  const [elsewhere] = await issue(other.host, `drops/${other.dropId}`, { count: 1 });
  const [buyer, holder] = [await app.person("viewer"), await app.person("viewer")];
  for (const code of [expired, revoked, elsewhere])
    expect(codeOf(await stage.join(buyer.cookie, { code: code?.code }))).toBe("code_invalid");
  expect((await stage.join(buyer.cookie)).status).toBe(201);
  await stage.join(holder.cookie, { code: used?.code });
  expect((await revoke(stage.host, here, used?.id)).status).toBe(200);
  await open(stage);
  expect((await states(stage.host, here)).map(({ state }) => state).toSorted()).toEqual([
    "expired",
    "revoked",
    "revoked",
  ]);
  expect((await revoke(other.host, here, used?.id)).status).toBe(404);
  expect((await revoke(stage.host, here, elsewhere?.id)).status).toBe(404);
});

test("a code that has won cannot be revoked, and a drop that is open takes no new ones", async () => {
  const stage = await openDropStage(app, { stock: 20 });
  await stage.act("arm");
  const here = `drops/${stage.dropId}`;
  const [code] = await issue(stage.host, here, { count: 1 });
  await stage.join((await app.person("viewer")).cookie, { code: code?.code });
  await open(stage);
  expect(codeOf(await revoke(stage.host, here, code?.id))).toBe("code_used");
  const late = await app.http("POST", `/api/${here}/codes`, {
    cookie: stage.host.cookie,
    body: { count: 1, expiresAt: far },
  });
  expect(codeOf(late)).toBe("drop_wrong_state");
});

test("whoever guesses is stopped after a handful, and a right code counts for nothing then", async () => {
  const stage = await openDropStage(app);
  await stage.act("arm");
  const [code] = await issue(stage.host, `drops/${stage.dropId}`, { count: 1 });
  const guesser = await app.person("viewer");
  const tries = [];
  for (let n = 0; n < 12; n += 1) tries.push(await stage.join(guesser.cookie, { code: makeCode() }));
  expect(tries.map(codeOf)).toEqual([...Array(8).fill("code_invalid"), ...Array(4).fill("rate_limited")]);
  expect(codeOf(await stage.join(guesser.cookie, { code: code?.code }))).toBe("rate_limited");
  expect((await stage.join(guesser.cookie)).status).toBe(201);
  expect((await stage.join((await app.person("viewer")).cookie, { code: code?.code })).status).toBe(201);
});

test("say how many or for whom, not both, not for the past", async () => {
  const { host, dropId } = await openDropStage(app);
  const ask = (body: object) => app.http("POST", `/api/drops/${dropId}/codes`, { cookie: host.cookie, body });
  const wrong = [
    { expiresAt: far },
    { count: 1, emails: ["a@example.com"], expiresAt: far },
    { count: 0, expiresAt: far },
    { count: 1001, expiresAt: far },
    { emails: [], expiresAt: far },
    { emails: ["nobody"], expiresAt: far },
    { count: 1, expiresAt: "2020-01-01T00:00:00Z" },
    { count: 1, expiresAt: far, code: "AAAA-AAAA-AAAA" },
  ];
  for (const body of wrong) expect((await ask(body)).status).toBe(422);
  expect(await app.db.accessCode.count({ where: { dropId } })).toBe(0);
});

async function issue(host: Person, where: string, body: object) {
  const answer = await app.http("POST", `/api/${where}/codes`, {
    cookie: host.cookie,
    body: { expiresAt: far, ...body },
  });
  expect(answer.status).toBe(201);
  return issuedCodes.parse(answer.body).codes;
}

function revoke(host: Person, where: string, id: string | undefined) {
  return app.http("DELETE", `/api/${where}/codes/${id}`, { cookie: host.cookie });
}

async function states(host: Person, where: string) {
  return z.array(codeView).parse((await app.http("GET", `/api/${where}/codes`, { cookie: host.cookie })).body);
}

async function open(stage: DropStage) {
  await stage.fire();
  await expect.poll(async () => (await stage.read()).status, soon).toBe("OPEN");
}

async function leave({ cookie }: Person, id: string) {
  expect((await app.http("DELETE", `/api/line/${id}`, { cookie })).status).toBe(200);
}

async function ordersOf(buyer: { cookie: string } | undefined) {
  return z.array(z.unknown()).parse((await app.http("GET", "/api/preorders", { cookie: buyer?.cookie })).body);
}
