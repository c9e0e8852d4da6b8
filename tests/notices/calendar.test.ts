import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { findPreorderByKey } from "#lib/preorders/queries.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { type Buyer, buyersOf } from "#tests/notices/buyer.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
let buyers: ReturnType<typeof buyersOf>;

beforeAll(async () => {
  app = await startApp({ PUBLIC_URL: "http://[::1]:3000" });
  buyers = buyersOf(app, app.http);
});

afterAll(() => app.stop());

test("a buyer's calendar has the last moments to cancel and to lock with alarms, and the days of delivery", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  const { refundableUntil, lockBy, window } = await read(order);
  const answer = await fetchCalendar(order);
  expect(answer.headers["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="order-[0-9a-f]{8}\.ics"$/);
  expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  const [refund, lock, delivery] = eventsOf(answer.text);
  expect(refund).toMatchObject({
    uid: `${order.id}-refund@launchroom`,
    end: stamp(refundableUntil),
    status: "CONFIRMED",
  });
  expect(lock).toMatchObject({ uid: `${order.id}-lock@launchroom`, end: stamp(lockBy ?? ""), status: "CONFIRMED" });
  expect(lock?.alarms).toEqual(["-PT1425M", "-PT105M"]);
  expect(delivery).toMatchObject({
    uid: `${order.id}-delivery@launchroom`,
    start: window?.start.replaceAll("-", ""),
  });
  expect(delivery?.end).toBe(stamp(new Date(Date.parse(window?.end ?? "") + 86_400_000).toISOString()).slice(0, 8));
  for (const line of answer.text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

test("read again after a change, the file moves the same events", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  const before = eventsOf((await fetchCalendar(order)).text);
  const ops = await app.person("ops");
  for (const start of ["2028-07-01", "2028-08-01"]) {
    const body = { start, end: "2028-09-01", reason: "Late" };
    await app.http("POST", `/api/ops/preorders/${order.id}/promise`, { cookie: ops.cookie, body });
  }
  const after = eventsOf((await fetchCalendar(order)).text);
  expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
  expect(after[2]?.start).toBe("20280801");
  expect(after[2]?.sequence).toBeGreaterThan((before[2]?.sequence ?? 0) + 1);
  await app.db.edition.update({ where: { id: order.editionId }, data: { lockDeadlineDays: 30 } });
  const longer = eventsOf((await fetchCalendar(order)).text);
  expect(longer[1]?.end).not.toBe(after[1]?.end);
  expect(longer[1]?.sequence).toBeGreaterThan(after[1]?.sequence ?? 0);
});

test("a lock ends the deadlines and keeps the delivery; taking it back brings them again; cancelling ends all", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  const statuses = async () => eventsOf((await fetchCalendar(order)).text).map(({ status }) => status);
  await buyers.act(order, "lock");
  expect(await statuses()).toEqual(["CANCELLED", "CANCELLED", "CONFIRMED"]);
  await buyers.act(order, "unlock");
  expect(await statuses()).toEqual(["CONFIRMED", "CONFIRMED", "CONFIRMED"]);
  await buyers.act(order, "cancellation");
  expect(await statuses()).toEqual(["CANCELLED", "CANCELLED", "CANCELLED"]);
});

test("a show that is planned goes into anybody's calendar, with its link and a reminder, and moves when it is moved", async () => {
  const host = await app.person("host");
  const startsAt = "2028-03-04T18:30:00.000Z";
  const plan = { title: "Lantern, live", slug: "lantern-live", startsAt };
  const planned = await app.http("POST", "/api/shows", { cookie: host.cookie, body: plan });
  const showId = z.object({ id: z.uuid() }).parse(planned.body).id;
  const path = `/api/shows/${showId}`;
  const read = async () => eventsOf((await app.http("GET", `${path}/calendar.ics`)).text);
  const [before] = await read();
  expect(before).toMatchObject({ uid: `show-${showId}@launchroom`, start: stamp(startsAt), status: "CONFIRMED" });
  expect(before?.alarms).toEqual(["-PT10M"]);
  const moved = "2028-03-05T18:30:00.000Z";
  await app.http("PATCH", path, { cookie: host.cookie, body: { startsAt: moved } });
  expect(await read()).toMatchObject([{ uid: before?.uid, start: stamp(moved) }]);
});

test("the calendar speaks the reader's language", async () => {
  const order = await buyers.reserve({ lockDeadlineDays: 20 });
  expect((await fetchCalendar(order, { cookie: `${order.cookie}; locale=zh-CN` })).text).toContain("锁定的最后时刻");
});

test("the key of a mail's link opens its own order for reading, and no other", async () => {
  const [order, other] = [await buyers.reserve({ lockDeadlineDays: 20 }), await buyers.reserve()];
  const link = new URL(app.made.orderLinks.to(order));
  expect(link.href).toMatch(/^http:\/\/\[::1\]:3000\/preorders\//);
  const key = link.searchParams.get("key") ?? "";
  expect(await findPreorderByKey(app.made, order.id, key)).toMatchObject({
    ...{ id: order.id, state: "RESERVED", contact: order.contact },
    ...{ canPay: false, canCancel: false, canLock: false, undoUntil: null },
  });
  const path = (id: string, text: string) => `/api/preorders/${id}/calendar.ics?key=${encodeURIComponent(text)}`;
  expect((await app.http("GET", path(order.id, key))).status).toBe(200);
  const [until, signature] = key.split(".");
  const forged = [
    path(other.id, key),
    path(order.id, `zzzzzz.${signature}`),
    path(order.id, `${until}.${"A".repeat(43)}`),
  ];
  for (const each of [...forged, path(order.id, ""), path(order.id, "x")]) {
    expect((await app.http("GET", each)).status, each).toBe(401);
    expect((await app.http("GET", each, { cookie: other.cookie })).status).toBe(each.includes(other.id) ? 200 : 404);
  }
  expect((await app.http("POST", `/api/preorders/${order.id}/lock?key=${key}`)).status).toBe(401);
});

test("a link ends after 180 days, whoever holds it", async () => {
  const order = await buyers.reserve();
  const long = 181 * 86_400_000;
  const { searchParams } = new URL(app.made.orderLinks.to(order, Date.now() - long));
  expect(app.made.orderLinks.opens(order, searchParams.get("key") ?? "")).toBe(false);
  expect(app.made.orderLinks.opens(order, searchParams.get("key") ?? "", Date.now() - long)).toBe(true);
});

function fetchCalendar({ id, cookie }: Buyer, more = {}) {
  return app.http("GET", `/api/preorders/${id}/calendar.ics`, { cookie, ...more });
}

async function read({ id, cookie }: Buyer) {
  return preorderView.parse((await app.http("GET", `/api/preorders/${id}`, { cookie })).body);
}

/** The events, folded lines joined. */
function eventsOf(file: string) {
  const lines = file.replaceAll("\r\n\t", "").replaceAll("\r\n ", "");
  return lines
    .split("BEGIN:VEVENT")
    .slice(1)
    .map((event) => {
      const value = (name: string) => new RegExp(`^${name}(?:;[^:]*)?:(.*)\r$`, "m").exec(event)?.[1];
      const alarms = [...event.matchAll(/^TRIGGER[^:]*:(.*)\r$/gm)].map(([, trigger]) => trigger);
      return {
        ...{ uid: value("UID"), status: value("STATUS"), sequence: Number(value("SEQUENCE")), alarms },
        ...{ start: value("DTSTART"), end: value("DTEND") },
      };
    });
}

/** To the minute, as calendars write it. */
const stamp = (iso: string) => `${iso.slice(0, 16).replace(/[-:]/g, "")}00Z`;
