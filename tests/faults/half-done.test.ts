import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { openTill } from "#tests/payments/till.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { expectWholeBooks } from "#tests/support/books.ts";
import { breakDown } from "#tests/support/break-down.ts";
import { type Family, openFamily } from "#tests/support/family.ts";
import { cookieFrom } from "#tests/support/http.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
const password = "the old words of mine";
const chosen = "the new words of mine";

beforeAll(async () => {
  app = await startApp({ MANUAL_TRANSFER_INSTRUCTIONS: "Example Bank", MANUAL_TRANSFER_HOURS: "48" });
});

afterEach(() => expectWholeBooks(app.db));

afterAll(() => app.stop());

test("a sale that opens serves its waitlist or stays closed: nobody is left waiting beside free units", async () => {
  const { family, entryId } = await closedWithOneWaiting();
  const { host, editionId } = family;
  const mend = await breakDown(app.db, "BEFORE INSERT ON preorder FOR EACH ROW");
  expect((await open(family)).status).toBe(500);
  expect(await app.db.edition.findUniqueOrThrow({ where: { id: editionId } })).toMatchObject({ salesOpen: false });
  await mend();
  expect((await open(family)).status).toBe(200);
  expect(await app.db.queueEntry.findFirstOrThrow({ where: { id: entryId } })).toMatchObject({ state: "SERVED" });
  expect(await app.db.auditLog.count({ where: { action: "sales.opened", actorId: host.id } })).toBe(1);
});

test("an end that is taken back serves the waitlist, or is not taken back", async () => {
  const { family, entryId } = await closedWithOneWaiting();
  const { host, showId, editionId } = family;
  await app.db.edition.update({ where: { id: editionId }, data: { salesClosedBy: showId } });
  await app.db.show.update({ where: { id: showId }, data: { status: "ENDED", endedAt: new Date() } });
  const undo = () => app.http("DELETE", `/api/shows/${showId}/end`, { cookie: host.cookie });
  const mend = await breakDown(app.db, "BEFORE INSERT ON preorder FOR EACH ROW");
  expect((await undo()).status).toBe(500);
  expect(await app.db.show.findUniqueOrThrow({ where: { id: showId } })).toMatchObject({ status: "ENDED" });
  await mend();
  expect((await undo()).status).toBe(200);
  expect(await app.db.queueEntry.findFirstOrThrow({ where: { id: entryId } })).toMatchObject({ state: "SERVED" });
});

test("an order that waits for a transfer is held as long as a transfer takes, also when the server died over it", async () => {
  const till = openTill(app);
  const order = await till.hold();
  const mend = await breakDown(
    app.db,
    "BEFORE UPDATE ON preorder FOR EACH ROW WHEN (NEW.hold_expires_at > OLD.hold_expires_at)",
  );
  expect((await till.pay(order, { rail: "manual" })).status).toBe(500);
  await mend();
  await till.letTimePass(order);
  await expect.poll(async () => (await till.depositOf(order)).state, soon).toBe("PENDING");
  const { holdExpiresAt, placedAt } = await till.see(order);
  expect(Date.parse(holdExpiresAt ?? "") - Date.parse(placedAt)).toBeGreaterThan(47 * 3_600_000);
});

test("a file that was to begin by itself begins later when the server died at its moment", async () => {
  const { showId } = await app.openEdition();
  await app.db.show.update({ where: { id: showId }, data: { status: "SCHEDULED", wentLiveAt: null } });
  const mend = await breakDown(app.db, "BEFORE UPDATE ON show FOR EACH ROW WHEN (NEW.status = 'LIVE')");
  const { id } = await makeFile(showId, { playsAt: new Date() });
  const read = () => app.db.showFile.findUniqueOrThrow({ where: { id }, include: { show: true } });
  await expect.poll(async () => Number((await read()).playsAt), soon).toBeGreaterThan(Date.now() + 5000);
  await mend();
  expect(await read()).toMatchObject({ playedAt: null, show: { status: "SCHEDULED" } });
  await app.db.$executeRaw`UPDATE show_file SET plays_at = now() WHERE id = ${id}::uuid`;
  await expect.poll(async () => (await read()).playsAt, soon).toBe(null);
  expect(await read()).toMatchObject({ show: { status: "LIVE" } });
});

test("a file leaves the disk before its row does, so that none is left that nothing leads to", async () => {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  const { id } = await makeFile(showId, {});
  const path = join(app.made.env.DATA_DIR, "files", `${id}.mp4`);
  await mkdir(join(path, "in the way"), { recursive: true });
  const remove = () => app.http("DELETE", `/api/shows/${showId}/files/${id}`, { cookie: host.cookie });
  expect((await remove()).status).toBe(500);
  expect(await app.db.showFile.count({ where: { id } })).toBe(1);
  await rm(path, { recursive: true });
  expect((await remove()).status).toBe(200);
  expect(await app.db.showFile.count({ where: { id } })).toBe(0);
});

test("a password is changed with the end of all other sessions and the word to its owner, or not at all", async () => {
  const { email, cookie } = await account();
  const elsewhere = await app.signIn(email);
  const change = () =>
    app.http("POST", "/api/auth/change-password", { cookie, body: { current: password, password: chosen } });
  const mend = await breakDown(app.db, "BEFORE INSERT ON notice FOR EACH ROW WHEN (NEW.kind = 'passwordChanged')");
  expect((await change()).status).toBe(500);
  await mend();
  expect((await change()).status, "the old one is the old one still").toBe(200);
  await expect.poll(async () => (await app.http("GET", "/api/me", { cookie: elsewhere })).body, soon).toBe(null);
  expect((await app.http("GET", "/api/me", { cookie })).body).not.toBe(null);
  expect(await app.db.notice.count({ where: { address: email, kind: "passwordChanged" } })).toBe(1);
}, 60_000);

test("a link to a new password is used up only by a password that is set", async () => {
  const { email, cookie } = await account();
  await app.http("POST", "/api/auth/request-password-reset", { body: { email } });
  const mails = () => app.db.notice.findMany({ where: { address: email, kind: "setPassword" } });
  await expect.poll(mails, soon).toHaveLength(1);
  const token = /token=(.+)$/.exec(String(Object((await mails())[0]?.facts).link))?.[1];
  const set = () => app.http("POST", "/api/auth/reset-password", { body: { token, password: chosen } });
  const mend = await breakDown(app.db, "BEFORE INSERT ON notice FOR EACH ROW WHEN (NEW.kind = 'passwordChanged')");
  expect((await set()).status).toBe(500);
  expect((await app.http("GET", "/api/me", { cookie })).body).not.toBe(null);
  await mend();
  expect((await set()).status).toBe(200);
  await expect.poll(async () => (await app.http("GET", "/api/me", { cookie })).body, soon).toBe(null);
  expect(await app.db.notice.count({ where: { address: email, kind: "passwordChanged" } })).toBe(1);
  expect((await set()).status).toBe(409);
}, 60_000);

test("a card is forgotten at its rail and here, or the buyer is told to try again", async () => {
  const till = openTill(app);
  const order = await till.hold();
  await till.pay(order, { card: "approve" });
  const { id, reference } = await app.db.paymentMethod.findFirstOrThrow({
    where: { preorders: { some: { id: order.id } } },
  });
  const forget = () => app.http("DELETE", `/api/payments/methods/${id}`, { cookie: order.cookie });
  const mend = await breakDown(app.db, "BEFORE DELETE ON test_rail_card FOR EACH ROW");
  expect(await forget()).toMatchObject({ status: 503, body: { code: "payment_unavailable" } });
  expect(await app.db.paymentMethod.findUniqueOrThrow({ where: { id } })).toMatchObject({ removedAt: null });
  await mend();
  expect((await forget()).status).toBe(200);
  expect(await app.db.testRailCard.count({ where: { token: reference } })).toBe(0);
  expect(await app.db.preorder.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({ methodId: null });
});

test("a key of which only the empty file was written is made anew, once, by whoever starts", async () => {
  const folder = await mkdtemp(join(tmpdir(), "launchroom-secret-"));
  await writeFile(join(folder, "auth-secret"), "");
  const first = await readOrMakeSecret(folder, undefined);
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(await readOrMakeSecret(folder, undefined)).toBe(first);
  expect(await readdir(folder)).toEqual(["auth-secret"]);
  await rm(folder, { recursive: true });
  const made = await Promise.all([1, 2, 3, 4].map(() => readOrMakeSecret(folder, undefined)));
  expect(new Set(made).size).toBe(1);
  await rm(folder, { recursive: true });
});

const open = ({ host, editionId }: Family) =>
  app.http("PUT", `/api/editions/${editionId}/sales`, { cookie: host.cookie, body: { open: true } });

/** Its one unit came back while the sale was closed, and somebody had waited for it before. */
async function closedWithOneWaiting() {
  const family = await openFamily(app, { stock: 1 });
  const { host, editionId } = family;
  const [buyer, waiter] = await app.buyers(2);
  if (!buyer || !waiter) throw new Error("nobody is there");
  const id = await family.reserve(buyer, editionId);
  const waitlist = { cookie: waiter.cookie, key: randomUUID(), body: {} };
  const { body, text } = await app.http("POST", `/api/editions/${editionId}/line`, waitlist);
  await app.http("PUT", `/api/editions/${editionId}/sales`, { cookie: host.cookie, body: { open: false } });
  expect((await family.act(buyer, id, "cancellation")).status).toBe(200);
  const entryId = String(Object(body).id);
  expect(await app.db.queueEntry.findFirst({ where: { id: entryId } }), text).toMatchObject({ state: "WAITING" });
  return { family, entryId };
}

function makeFile(showId: string, { playsAt }: { playsAt?: Date }) {
  const facts = { name: "film.mp4", bytes: 5, receivedBytes: 5, state: "READY" as const, seconds: 5 };
  return app.db.showFile.create({
    data: { showId, ...facts, width: 320, height: 180, ...(playsAt ? { playsAt } : {}) },
  });
}

async function account(): Promise<{ email: string; cookie: string }> {
  const email = `${randomUUID()}@test.launchroom`;
  const body = { name: "Somebody", email, password };
  const made = await app.http("POST", "/api/auth/sign-up/email", { body });
  expect(made.status, made.text).toBe(200);
  return { email, cookie: cookieFrom(made) };
}
