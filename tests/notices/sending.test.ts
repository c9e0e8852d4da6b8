import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Buyer, buyersOf } from "#tests/notices/buyer.ts";
import { type Site, startSite } from "#tests/support/site.ts";
import { type SmtpCounterpart, startSmtpCounterpart } from "#tests/support/smtp-counterpart.ts";

/** Two processes, a mail server and whoever else works on the machine. */
const soon = { timeout: 20_000, interval: 50 };

let smtp: SmtpCounterpart;
let site: Site;

beforeAll(async () => {
  smtp = await startSmtpCounterpart();
  site = await startSite({ processes: 2, settings: { SMTP_URL: smtp.url } });
});

afterEach(() => smtp.onTaken(async () => {}));

afterAll(async () => {
  await site.stop();
  await smtp.stop();
});

test("two processes send each mail once", { timeout: 60_000 }, async () => {
  const edition = await site.openEdition({ stock: 1000 });
  const orders = await Promise.all(Array.from({ length: 20 }, (_, index) => buyersAt(index % 2).reserve(edition)));
  for (const order of orders) await expect.poll(() => stateOf(order), soon).toMatchObject({ state: "SENT", tries: 1 });
  for (const { contact } of orders) expect(smtp.to(contact)).toHaveLength(1);
});

test("kill -9 after the mail server took a mail and before that is noted: it is sent again, under the same name", {
  timeout: 60_000,
}, async () => {
  const buyer = buyersAt(1);
  const order = await buyer.hold();
  let kills = 0;
  // Whoever sends is killed while it waits for the answer, so both are, and the mail is nobody's.
  smtp.onTaken(async (mail) => {
    if (!smtp.to(order.contact).includes(mail)) return;
    kills += 1;
    if (kills === 1) await Promise.all(site.doors.map((door) => door.kill()));
  });
  await buyer.act(order, "deposit", {});
  await expect.poll(() => kills, soon).toBe(1);
  expect(await stateOf(order)).toMatchObject({ state: "WAITING", tries: 1 });
  await Promise.all(site.doors.map((door) => door.restart()));
  await timePasses(order);
  await expect.poll(() => stateOf(order), soon).toMatchObject({ state: "SENT", tries: 2 });
  const mails = smtp.to(order.contact);
  expect(mails).toHaveLength(2);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
});

test("a mail server that is away loses nothing, and its mails wait for it", { timeout: 60_000 }, async () => {
  await smtp.goAway();
  const edition = await site.openEdition();
  const orders = await Promise.all(Array.from({ length: 12 }, () => buyersAt(0).reserve(edition)));
  const [first] = orders;
  if (!first) throw new Error("no order");
  const tried = () =>
    site.db.notice.count({
      where: { preorderId: { in: orders.map(({ id }) => id) }, error: { contains: "ECONNREFUSED" } },
    });
  await expect.poll(tried, soon).toBeGreaterThanOrEqual(1);
  // Who bought in one moment is written to in steps: the first mail is tried while others are not in the outbox yet.
  for (const order of orders) await expect.poll(() => stateOf(order), soon).toMatchObject({ state: "WAITING" });
  await smtp.comeBack();
  for (const order of orders) await timePasses(order);
  for (const order of orders)
    await expect.poll(() => stateOf(order), soon).toMatchObject({ state: "SENT", error: null });
  for (const { contact } of orders) expect(smtp.to(contact)).toHaveLength(1);
});

test("an address that is refused for good is given up with the server's words, and an operator may try again", async () => {
  const buyer = buyersAt(0);
  const order = await buyer.hold();
  smtp.refuse(order.contact, 550);
  await buyer.act(order, "deposit", {});
  await expect.poll(() => stateOf(order), soon).toMatchObject({ state: "FAILED" });
  expect((await stateOf(order))?.error).toContain(`no mail for ${order.contact}`);
  smtp.refuse(order.contact, null);
  const ops = await site.person("ops");
  const { id } = await site.db.notice.findFirstOrThrow({ where: { preorderId: order.id } });
  await site.doors[0]?.http("POST", `/api/ops/notices/${id}/resend`, { cookie: ops.cookie });
  await expect.poll(() => stateOf(order), soon).toMatchObject({ state: "SENT", error: null });
  expect(smtp.to(order.contact)[0]?.messageId).toMatch(/^<notice-[0-9a-f-]{36}\.1@/);
});

test("an address that is refused for now is tried again later, each time after a longer wait", async () => {
  const buyer = buyersAt(0);
  const order = await buyer.hold();
  smtp.refuse(order.contact, 450);
  await buyer.act(order, "deposit", {});
  await expect
    .poll(() => stateOf(order), soon)
    .toMatchObject({ state: "WAITING", tries: 1, error: expect.any(String) });
  const first = await waitOf(order);
  await timePasses(order);
  await expect
    .poll(() => stateOf(order), soon)
    .toMatchObject({ state: "WAITING", tries: 2, error: expect.any(String) });
  expect(await waitOf(order)).toBeGreaterThan(first * 1.5);
  smtp.refuse(order.contact, null);
  await timePasses(order);
  await expect.poll(() => stateOf(order), soon).toMatchObject({ state: "SENT", tries: 3 });
});

function buyersAt(door: number) {
  const { http } = site.doors[door] ?? {};
  if (!http) throw new Error("no server");
  return buyersOf(site, http);
}

function stateOf({ id }: Buyer) {
  return site.db.notice.findFirst({ where: { preorderId: id }, select: { state: true, tries: true, error: true } });
}

async function waitOf({ id }: Buyer): Promise<number> {
  const [row] = await site.db.$queryRaw<{ wait: number }[]>`
    SELECT extract(epoch FROM try_after - now())::float8 AS wait FROM notice WHERE preorder_id = ${id}::uuid`;
  return row?.wait ?? 0;
}

function timePasses({ id }: Buyer) {
  return site.db
    .$executeRaw`UPDATE notice SET try_after = now(), error = NULL WHERE preorder_id = ${id}::uuid AND state = 'WAITING'`;
}
