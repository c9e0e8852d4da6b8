import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Buyer, buyersOf } from "#tests/notices/buyer.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type SmtpCounterpart, startSmtpCounterpart } from "#tests/support/smtp-counterpart.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let smtp: SmtpCounterpart;
let buyers: ReturnType<typeof buyersOf>;

beforeAll(async () => {
  smtp = await startSmtpCounterpart();
  app = await startApp({
    SMTP_URL: smtp.url,
    MAIL_FROM: "Skerry Works <shop@skerry.example>",
    PUBLIC_URL: "https://live.example.com",
    MANUAL_TRANSFER_INSTRUCTIONS: "Example Bank",
  });
  buyers = buyersOf(app, app.http);
});

afterAll(async () => {
  await app.stop();
  await smtp.stop();
});

test("who reserves gets a receipt with what was agreed, every deadline, and a calendar", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  const [mail] = await mailsTo(order, 1);
  expect(mail?.from?.value).toEqual([{ name: "Skerry Works", address: "shop@skerry.example" }]);
  expect(mail?.subject).toBe(`Reserved: ${await nameOf(order)}`);
  for (const words of ["¥249", "Paid: ¥49", "Balance before delivery: ¥200", "Free cancellation until", "UTC"]) {
    expect(mail?.text).toContain(words);
  }
  expect(mail?.text).toMatch(/Lock it before: \w{3}, \w{3} \d+, \d{4}, \d\d:\d\d UTC/);
  expect(mail?.text).toContain(`https://live.example.com/preorders/${order.id}?key=`);
  expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
  const [calendar] = mail?.attachments ?? [];
  expect(calendar).toMatchObject({ contentType: "text/calendar", filename: "dates.ics" });
  expect(calendar?.headers.get("content-type")).toMatchObject({ params: { charset: "utf-8", method: "PUBLISH" } });
  expect(calendar?.content.toString(), "opens no order to whom the calendar is shared with").not.toContain("key=");
  const file = calendar?.content.toString() ?? "";
  expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(3);
  expect(file).toContain(`UID:${order.id}-lock@launchroom`);
});

test("an order with nothing to pay is a reservation at once, and its receipt says so", async () => {
  const order = await buyers.hold({ depositMinor: 0 });
  const [mail] = await mailsTo(order, 1);
  expect(mail?.subject).toContain("Reserved");
  expect(mail?.text).toContain("There was nothing to pay yet");
});

test("a mail loads nothing from anywhere, and what people wrote stays text", async () => {
  const order = await buyers.hold();
  await app.db.product.updateMany({ where: { id: order.edition.productId }, data: { name: '<img src="x"> & Söhne' } });
  await buyers.act(order, "deposit", {});
  const [mail] = await mailsTo(order, 1);
  const html = String(mail?.html);
  expect(html).toContain("&#60;img src=&#34;x&#34;&#62; &#38; Söhne");
  expect(html).not.toMatch(/<(img|script|link|iframe|object)\b|url\(|@import|src=["']?http/i);
  expect(mail?.subject).toContain('<img src="x"> & Söhne');
});

test("who cancels hears what goes back and when, and gets a receipt when it went", async () => {
  const order = await buyers.reserve();
  await mailsTo(order, 1);
  await buyers.act(order, "cancellation");
  const mails = await mailsTo(order, 3);
  const [cancelled, refunded] = mails.slice(1).toSorted((a, b) => (a.subject ?? "").localeCompare(b.subject ?? ""));
  expect(cancelled?.subject).toBe(`Cancelled: ${await nameOf(order)}`);
  expect(cancelled?.text).toContain("¥49 goes back to you");
  expect(cancelled?.text).toContain("Refund: ¥49");
  expect(refunded?.subject).toBe("Refund sent: ¥49");
  const payment = await app.db.payment.findFirstOrThrow({ where: { preorderId: order.id, kind: "REFUND" } });
  expect(refunded?.text).toContain(`Reference: ${payment.providerRef}`);
});

test("who cancels before anything was paid is not promised a refund", async () => {
  const order = await buyers.hold();
  await buyers.act(order, "cancellation");
  const [mail] = await mailsTo(order, 1);
  expect(mail?.text).toContain("Nothing was paid, so there is nothing to refund");
  expect(mail?.text).not.toContain("Refund:");
});

test("a hold that ran out is told with the way to try again, and late money is sent back with its reason", async () => {
  const order = await buyers.hold();
  await buyers.act(order, "deposit", { rail: "manual" });
  const [transfer] = await mailsTo(order, 1);
  const payment = await app.db.payment.findFirstOrThrow({ where: { preorderId: order.id } });
  expect(transfer?.subject).toBe(`Transfer ¥49 with the reference ${payment.providerRef}`);
  expect(transfer?.text).toContain("Example Bank");
  await buyers.act(order, "deposit", { rail: "manual" });
  await app.db.preorder.update({ where: { id: order.id }, data: { holdExpiresAt: new Date(0) } });
  const [, expired] = await mailsTo(order, 2);
  expect(expired?.subject).toBe(`Your hold ran out: ${await nameOf(order)}`);
  const { slug } = await app.db.product.findUniqueOrThrow({ where: { id: order.edition.productId } });
  expect(expired?.text).toContain(`https://live.example.com/products/${slug}`);

  const ops = await app.person("ops");
  const amount = { amountMinor: order.depositMinor, currency: order.currency };
  for (const kind of ["DEPOSIT", "REFUND"] as const) {
    const find = () => app.db.payment.findFirst({ where: { preorderId: order.id, kind } });
    await expect.poll(find, { timeout: 15_000, interval: 100 }).not.toBeNull();
    const confirm = `/api/ops/payments/${(await find())?.id}/confirmation`;
    expect((await app.http("POST", confirm, { cookie: ops.cookie, body: amount })).status).toBe(200);
  }
  const [, , refunded] = await mailsTo(order, 3);
  expect(refunded?.subject).toBe("Refund sent: ¥49");
  expect(refunded?.text).toContain("arrived after the hold had run out");
  expect(refunded?.text).toContain("by bank transfer");
});

test("who waited in line is told at once what is held for them, until when, and where to pay", async () => {
  const edition = await app.openEdition({ stock: 1 });
  const first = await buyers.hold(edition);
  const waiting = await buyers.guest();
  const body = { contact: "waits@example.com" };
  const joined = await app.http("POST", `/api/editions/${edition.editionId}/line`, {
    ...waiting,
    key: randomUUID(),
    body,
  });
  expect(joined.status, joined.text).toBe(201);
  await buyers.act(first, "cancellation");
  const [mail] = await mailsTo({ ...first, contact: body.contact }, 1);
  expect(mail?.subject).toMatch(/^Your turn: .+, held until /);
  expect(mail?.text?.replaceAll(/\s+/g, " ")).toContain("pay the deposit of ¥49 before");
  const link = new URL(/https:\/\/live\.example\.com\/preorders\/\S+/.exec(mail?.text ?? "")?.[0] ?? "");
  const id = link.pathname.split("/").at(-1);
  expect(link.searchParams.has("key")).toBe(true);
  const seen = await app.http("GET", `/api/preorders/${id}`, waiting);
  expect(seen.body).toMatchObject({ state: "HELD" });
});

test("a lock is told with what is final and until when it can be taken back, and so is taking it back", async () => {
  const order = await buyers.reserve();
  await mailsTo(order, 1);
  await buyers.act(order, "lock");
  const [, locked] = await mailsTo(order, 2);
  expect(locked?.subject).toBe(`Locked: ${await nameOf(order)}`);
  expect(locked?.text).toContain("Paid, no longer refundable: ¥49");
  expect(locked?.text).toMatch(/take the lock back until .* UTC/);
  await buyers.act(order, "unlock");
  const [, , undone] = await mailsTo(order, 3);
  expect(undone?.subject).toBe(`Lock taken back: ${await nameOf(order)}`);
});

test("who takes another edition is not told of a refund that was none, and gets the receipt of the new order", async () => {
  const order = await buyers.reserve();
  await mailsTo(order, 1);
  const { editionId } = await app.openEdition({ depositMinor: 4000 });
  await app.db.edition.update({ where: { id: editionId }, data: { productId: order.edition.productId } });
  const newId = randomUUID();
  const { userId } = await app.db.preorder.findUniqueOrThrow({ where: { id: order.id } });
  const [row] = await app.db.$queryRaw<{ answer: { outcome: string } }[]>`
    SELECT convert_preorder(${order.id}::uuid, ${userId}::uuid, ${editionId}::uuid, ${newId}::uuid, 'a-key-of-its-own') AS answer`;
  expect(row?.answer.outcome).toBe("converted");
  const mails = (await mailsTo(order, 3)).slice(1);
  const converted = mails.find(({ subject }) => subject?.startsWith("Changed to another edition"));
  expect(converted?.text).toContain("Moved along: ¥49");
  expect(converted?.text).toContain(`/preorders/${newId}?key=`);
  expect(converted?.text).not.toContain("Refund");
  const receipt = mails.find(({ subject }) => subject?.startsWith("Reserved"));
  expect(receipt?.text).toContain("Paid: ¥49");
});

test("a moved promise is told with the window before, the window now and why, and moves the calendar", async () => {
  const order = await buyers.reserve();
  const [receipt] = await mailsTo(order, 1);
  const ops = await app.person("ops");
  const body = { start: "2028-07-03", end: "2028-07-09", reason: "The mould for the door cracked." };
  await app.http("POST", `/api/ops/preorders/${order.id}/promise`, { cookie: ops.cookie, body });
  const [, moved] = await mailsTo(order, 2);
  expect(moved?.subject).toContain("Jul 3 – 9, 2028");
  expect(moved?.text).toContain("The mould for the door cracked.");
  expect(moved?.text).toContain("Promised before:");
  const [before, after] = [receipt, moved].map((mail) => deliveryOf(mail?.attachments[0]?.content.toString() ?? ""));
  expect(after?.start).toBe("20280703");
  expect(after?.end).toBe("20280710");
  expect(Number(after?.sequence)).toBeGreaterThan(Number(before?.sequence));
});

test("ready and delivered are told", async () => {
  const order = await buyers.reserve();
  await mailsTo(order, 1);
  await buyers.act(order, "lock");
  await buyers.act(order, "balance", {});
  for (const [from, to] of [
    ["LOCKED", "READY"],
    ["READY", "DELIVERED"],
  ]) {
    await app.db
      .$queryRaw`SELECT move_preorders(${order.editionId}::uuid, ARRAY[${order.id}]::uuid[], ARRAY[${from}]::"PreorderState"[], ${to}::"PreorderState")`;
  }
  const subjects = (await mailsTo(order, 5)).map(({ subject }) => subject);
  const what = await nameOf(order);
  expect(subjects).toEqual(expect.arrayContaining([`Paid in full: ${what}`, `Ready: ${what}`, `Delivered: ${what}`]));
});

test("a buyer is written to in the language and the time zone of the browser that they came with", async () => {
  const order = await buyers.reserve(
    {},
    { "accept-language": "zh-CN,zh;q=0.9,en;q=0.1", cookie: "zone=Asia/Shanghai" },
  );
  const [mail] = await mailsTo(order, 1);
  expect(mail?.subject).toBe(`预订成功：${await nameOf(order)}`);
  expect(mail?.text).toContain("免费取消截止");
  expect(mail?.text).toContain("GMT+8");
  await app.http("PUT", "/api/me/reader", {
    cookie: order.cookie,
    body: { locale: "en", timeZone: "America/New_York" },
  });
  await buyers.act(order, "lock");
  const [, locked] = await mailsTo(order, 2);
  expect(locked?.subject).toContain("Locked");
  expect(locked?.text).toMatch(/ E[SD]T/);
});

test("every mail has a name of its own, and those about one order belong together", async () => {
  const order = await buyers.reserve();
  await buyers.act(order, "lock");
  const mails = await mailsTo(order, 2);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
  for (const { messageId, inReplyTo } of mails) {
    expect(messageId).toMatch(/^<notice-[0-9a-f-]{36}\.0@live\.example\.com>$/);
    expect(inReplyTo).toBe(`<order-${order.id}@live.example.com>`);
  }
});

async function mailsTo({ contact }: Buyer, count: number) {
  await expect.poll(() => smtp.to(contact).length, { ...soon, timeout: 15_000 }).toBeGreaterThanOrEqual(count);
  const mails = smtp.to(contact);
  expect(mails.map(({ subject }) => subject)).toHaveLength(count);
  return mails;
}

async function nameOf({ editionId }: Buyer) {
  const edition = await app.db.edition.findUniqueOrThrow({ where: { id: editionId }, include: { product: true } });
  return `${edition.product.name} ${edition.name}`;
}

function deliveryOf(file: string) {
  const event = file.split("BEGIN:VEVENT").find((part) => part.includes("-delivery@launchroom"));
  const value = (name: string) => new RegExp(`^${name}[^:]*:(\\S+)`, "m").exec(event ?? "")?.[1];
  return { start: value("DTSTART"), end: value("DTEND"), sequence: value("SEQUENCE") };
}
