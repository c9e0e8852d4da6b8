import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { notify } from "#lib/notices/notify.ts";
import { noticeMail, noticePage } from "#lib/notices/schema.ts";
import { notifyBuyers } from "#lib/preorders/notify-buyers.ts";
import { buyersOf } from "#tests/notices/buyer.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let ops: Person;
let buyers: ReturnType<typeof buyersOf>;

beforeAll(async () => {
  app = await startApp();
  ops = await app.person("ops");
  buyers = buyersOf(app, app.http);
});

afterAll(() => app.stop());

test("without SMTP nothing leaves, and what would have been sent is kept to be read", async () => {
  const { contact, id } = await buyers.reserve();
  const [notice] = await settled(contact);
  expect(notice).toMatchObject({ kind: "reserved", state: "KEPT", address: contact, preorderId: id, tries: 1 });
  const answer = await app.http("GET", `/api/ops/notices/${notice?.id}`, { cookie: ops.cookie });
  const mail = noticeMail.parse(answer.body);
  expect(mail.html).toContain("Free cancellation until");
  expect(mail.calendar).toContain("BEGIN:VCALENDAR");
});

test("an address finds its mails whatever the case, an order's id finds those about it, a state finds its own", async () => {
  const { contact, id } = await buyers.reserve();
  await settled(contact);
  expect((await list({ search: contact.slice(0, 8).toUpperCase() })).notices).toHaveLength(1);
  expect((await list({ search: id })).notices).toMatchObject([{ address: contact }]);
  expect((await list({ search: contact, state: "KEPT" })).notices).toHaveLength(1);
  expect((await list({ search: contact, state: "SENT" })).notices).toEqual([]);
  expect((await list({ search: randomUUID() })).notices).toEqual([]);
});

test("the outbox comes in pages that neither skip nor repeat a mail", async () => {
  const person = await app.person("viewer");
  await app.db.$transaction((tx) =>
    notify(
      tx,
      Array.from({ length: 117 }, () => delivered(person)),
    ),
  );
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await list({ search: person.email, ...(after ? { after } : {}) });
    seen.push(...page.notices.map(({ id }) => id));
    after = page.next;
  } while (after);
  expect(seen).toHaveLength(117);
  expect(new Set(seen).size).toBe(117);
});

test("a notice of an occasion is written once, and one whose transaction is rolled back never", async () => {
  const person = await app.person("viewer");
  const once = delivered(person);
  await notify(app.db, [once, once]);
  await notify(app.db, [once]);
  const rolledBack = app.db.$transaction(async (tx) => {
    await notify(tx, [delivered(person)]);
    throw new Error("it did not happen");
  });
  await expect(rolledBack).rejects.toThrow("it did not happen");
  expect(await app.db.notice.count({ where: { address: person.email } })).toBe(1);
});

test("a guest who left no address hears nothing, an account is written to at its own", async () => {
  const guest = await app.person("guest");
  const account = await app.person("viewer");
  await notify(app.db, [delivered(guest), delivered(account)]);
  expect(await app.db.notice.count({ where: { userId: guest.id } })).toBe(0);
  expect(await app.db.notice.findMany({ where: { userId: account.id } })).toMatchObject([{ address: account.email }]);
});

test("telling the same entries by many at once tells each once", async () => {
  const edition = await app.openEdition();
  const orders = await Promise.all(Array.from({ length: 12 }, () => buyers.reserve(edition)));
  await Promise.all(Array.from({ length: 6 }, () => notifyBuyers(app.made).catch(() => undefined)));
  for (const { contact } of orders) await settled(contact);
  const told = await app.db.notice.findMany({ where: { preorderId: { in: orders.map(({ id }) => id) } } });
  expect(told).toHaveLength(12);
});

test("a big batch is told in steps, to everybody in it", async () => {
  const { editionId } = await app.openEdition({ depositMinor: 0, stock: 1000 });
  const crowd = await app.buyers(700);
  await Promise.all(
    crowd.map(({ cookie }) => app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } })),
  );
  const told = () =>
    app.db.$queryRaw`SELECT count(DISTINCT o.id)::int AS orders, count(*)::int AS notices
      FROM preorder o JOIN notice n ON n.preorder_id = o.id WHERE o.edition_id = ${editionId}::uuid`;
  await expect.poll(told, { timeout: 20_000, interval: 100 }).toEqual([{ orders: 700, notices: 700 }]);
});

test("an operator has a mail sent again, which stands in the audit log; nobody else may", async () => {
  const { contact, cookie } = await buyers.reserve();
  const [notice] = await settled(contact);
  const path = `/api/ops/notices/${notice?.id}/resend`;
  expect((await app.http("POST", path, { cookie })).status).toBe(403);
  expect(await app.http("POST", path, { cookie: ops.cookie })).toMatchObject({ status: 200, body: { resends: 1 } });
  const [again] = await settled(contact);
  expect(again).toMatchObject({ id: notice?.id, state: "KEPT", tries: 1, resends: 1 });
  const acts = await app.db
    .$queryRaw`SELECT actor_id AS who, action FROM audit_log WHERE subject = ${`notice:${notice?.id}`}`;
  expect(acts).toEqual([{ who: ops.id, action: "notice.resent" }]);
  const missing = await app.http("POST", `/api/ops/notices/${randomUUID()}/resend`, { cookie: ops.cookie });
  expect(missing).toMatchObject({ status: 404, body: { code: "not_found" } });
});

async function list(query: Record<string, string>) {
  const answer = await app.http("GET", `/api/ops/notices?${new URLSearchParams(query)}`, { cookie: ops.cookie });
  return noticePage.parse(answer.body);
}

/** Its mails once there are some and none waits. */
async function settled(search: string) {
  const states = async () => (await list({ search })).notices.map(({ state }) => state);
  await expect
    .poll(async () => (await states()).length > 0 && !(await states()).includes("WAITING"), {
      ...soon,
      timeout: 15_000,
    })
    .toBe(true);
  return (await list({ search })).notices;
}

function delivered({ id }: Person) {
  const order = {
    ...{ id: randomUUID(), number: "0000-0000", product: "Mug", edition: "Blue", quantity: 1, currency: "CNY" },
    ...{ totalMinor: 7900, depositMinor: 0, window: null, link: "http://localhost/preorders/x" },
    deadlines: { refundableUntil: null, lockBy: null, isOpen: false, isGone: false, sequence: 0 },
  };
  return { kind: "delivered" as const, occasion: randomUUID(), to: { userId: id }, facts: { order } };
}
