import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findProduct, listProductAddresses } from "#lib/catalog/queries.ts";
import { mayMove, type ShowMove, showMoves } from "#lib/shows/move-show.ts";
import { findShow, listNextShows, listShowAddresses, listShowsSelling } from "#lib/shows/queries.ts";
import { showView } from "#lib/shows/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openDropStage } from "#tests/support/drops.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { openLine, say } from "#tests/support/sockets.ts";

let app: App;
let host: Person;

beforeAll(async () => {
  app = await startApp();
  host = await app.person("host");
});
afterAll(() => app.stop());

const act = (method: string, path: string, body?: object, who: { cookie: string } | null = host) =>
  app.http(method, `/api/${path}`, { ...(who && { cookie: who.cookie }), body });
const actorBy = (cookie: string) => app.made.sessions.find(cookie);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const refusal = (code: string) => ({ code });
const actsOn = async (id: string) =>
  (await app.db.auditLog.findMany({ where: { subject: `show:${id}` }, orderBy: { id: "asc" } })).map(
    ({ action, actorId }) => ({ action, by: actorId }),
  );
const mails = (kind: string) =>
  app.db.notice.findMany({ where: { kind }, select: { address: true, facts: true, locale: true } });

async function plan(more: object = {}) {
  const answer = await act("POST", "shows", { title: `Show ${randomUUID()}`, startsAt: inDays(3), ...more });
  return showView.parse(answer.body);
}

/** A show to come whose armed drop somebody waits for, and whose edition somebody is on the waitlist of. */
async function awaited() {
  const stage = await openDropStage(app, { stock: 10, perPersonLimit: 3 });
  await app.db.show.update({
    where: { id: stage.showId },
    data: {
      status: "SCHEDULED",
      wentLiveAt: null,
      startsAt: new Date(inDays(3)),
      texts: { "zh-CN": { title: "首发" } },
    },
  });
  await stage.act("arm");
  const [inLine, onList] = [await app.person("viewer"), await app.person("viewer")];
  await app.db.user.update({ where: { id: inLine.id }, data: { locale: "zh-CN" } });
  expect((await stage.join(inLine.cookie)).status).toBe(201);
  await app.http("PUT", `/api/editions/${stage.editionId}/sales`, { cookie: stage.host.cookie, body: { open: false } });
  const listed = await app.http("POST", `/api/editions/${stage.editionId}/line`, {
    cookie: onList.cookie,
    key: randomUUID(),
    body: {},
  });
  expect(listed.status).toBe(201);
  return { ...stage, inLine, onList };
}

test("nobody but its desk finds a draft: not on its page, in lists, by the API, over the socket, in the site map", async () => {
  const { productId, editionId } = await app.openEdition({}, host.email);
  await app.db.showProduct.deleteMany({ where: { productId } });
  const draft = await plan({ isDraft: true });
  expect(draft).toMatchObject({ status: "DRAFT" });
  await act("POST", `shows/${draft.id}/products`, { productId });
  const stranger = await app.person("host");
  const producer = await app.person("producer");
  const paths = ["", "/snapshot", "/calendar.ics", "/cues", "/captions", "/replay"];
  const shown = ["/questions", "/claims", "/overlays", "/plain"];
  for (const path of [...shown, "/snapshot"]) {
    const { status, headers } = await act("GET", `shows/${draft.id}${path}`);
    expect(status, path).toBe(200);
    expect(headers["cache-control"] ?? "", "what its host sees is kept for nobody").not.toContain("public");
  }
  for (const who of [null, stranger, await app.person("viewer"), await app.person("ops")]) {
    for (const path of [...paths, ...shown])
      expect((await act("GET", `shows/${draft.id}${path}`, undefined, who)).status, path).toBe(404);
    const line = await openLine(app.url, who ? { cookie: who.cookie } : {});
    expect(await say(line, "join", { showId: draft.id })).toMatchObject({ ok: false, code: "not_found" });
    expect(await say(line, "like", { showId: draft.id, n: 1 })).toMatchObject({ ok: false, code: "not_found" });
    line.close();
  }
  expect(JSON.stringify((await act("GET", "shows")).body)).not.toContain(draft.id);
  expect(await findShow(app.made, draft.slug)).toBeNull();
  expect(await listShowAddresses(app.made)).not.toContain(draft.slug);
  expect((await listNextShows(app.made, 50)).map(({ id }) => id)).not.toContain(draft.id);
  expect(await listShowsSelling(app.made, productId)).toEqual([]);
  const { slug } = await app.db.product.findUniqueOrThrow({ where: { id: productId } });
  expect(await listProductAddresses(app.made)).not.toContain(slug);
  // Nor what it would first show.
  for (const who of [null, stranger]) {
    expect((await act("GET", `products/${productId}`, undefined, who)).status).toBe(404);
    expect(await findProduct(app.made, slug, { asker: async () => who && (await actorBy(who.cookie)) })).toBeNull();
  }
  for (const who of [host, producer]) {
    expect((await act("GET", `products/${productId}`, undefined, who)).status).toBe(200);
    expect(await findProduct(app.made, slug, { asker: () => actorBy(who.cookie) })).not.toBeNull();
  }

  for (const who of [host, producer]) {
    expect((await act("GET", `shows/${draft.id}`, undefined, who)).status).toBe(200);
    const snapshot = await act("GET", `shows/${draft.id}/snapshot`, undefined, who);
    expect(snapshot.body).toMatchObject({ status: "DRAFT", stock: [{ editionId }] });
    const line = await openLine(app.url, { cookie: who.cookie });
    expect(await say(line, "join", { showId: draft.id })).toMatchObject({ ok: true });
    line.close();
  }
  expect((await act("POST", `shows/${draft.id}/live`)).body).toMatchObject(refusal("show_draft"));

  for (const _ of [1, 2]) expect((await act("POST", `shows/${draft.id}/publication`)).status).toBe(200);
  expect((await act("GET", `shows/${draft.id}`, undefined, null)).status).toBe(200);
  expect(await findShow(app.made, draft.slug)).not.toBeNull();
  expect(await listShowAddresses(app.made)).toContain(draft.slug);
  expect(await actsOn(draft.id)).toEqual([
    { action: "show.created", by: host.id },
    { action: "show.published", by: host.id },
  ]);
});

test("a show that is moved says from when, tells whoever waits once and in their words, and moves what was planned with it", async () => {
  const { showId, host: its, inLine, onList } = await awaited();
  const before = await app.db.show.findUniqueOrThrow({ where: { id: showId } });
  const file = await app.db.showFile.create({
    data: { showId, name: "film.mp4", bytes: 1, state: "READY", receivedBytes: 1, playsAt: before.startsAt },
  });
  const to = inDays(10);
  const path = `shows/${showId}/postponement`;
  expect((await act("POST", path, { startsAt: inDays(-1) }, its)).body).toMatchObject({
    code: "start_is_past",
    field: "startsAt",
  });
  for (const _ of [1, 2]) {
    expect((await act("POST", path, { startsAt: to }, its)).body).toMatchObject({
      status: "SCHEDULED",
      startsAt: to,
      movedFrom: before.startsAt.toISOString(),
    });
  }
  const told = await mails("showMoved");
  expect(told.map(({ address }) => address).toSorted()).toEqual([inLine.email, onList.email].toSorted());
  const chinese = told.find(({ address }) => address === inLine.email);
  expect(chinese).toMatchObject({ locale: "zh-CN", facts: { title: "首发", to, from: before.startsAt.toISOString() } });
  expect((await app.db.showFile.findUniqueOrThrow({ where: { id: file.id } })).playsAt?.toISOString()).toBe(to);
  const calendar = (await app.http("GET", `/api/shows/${showId}/calendar.ics`)).text;
  expect(calendar).toContain("SEQUENCE:1");

  // The form of the desk says the start along with everything else, to the minute.
  const typed = `${to.slice(0, 16)}:00.000Z`;
  await act("PATCH", `shows/${showId}`, { startsAt: typed, summary: "Said anew" }, its);
  expect(await mails("showMoved")).toHaveLength(2);
  await act("PATCH", `shows/${showId}`, { startsAt: inDays(11) }, its);
  expect(await mails("showMoved")).toHaveLength(4);
});

test("a cancelled show keeps its page and its orders, closes its drop, tells whoever waits once, and may take place after all", async () => {
  const stage = await awaited();
  const { showId, host: its, dropId, inLine, onList, editionId } = stage;
  const orders = await app.db.preorder.count({ where: { editionId } });
  const before = await mails("showCancelled");
  for (const _ of [1, 2]) expect((await act("POST", `shows/${showId}/cancellation`, {}, its)).status).toBe(200);
  const told = (await mails("showCancelled")).slice(before.length);
  expect(told.map(({ address }) => address).toSorted()).toEqual([inLine.email, onList.email].toSorted());
  expect((await app.db.drop.findUniqueOrThrow({ where: { id: dropId } })).status).toBe("CLOSED");
  expect(await app.db.preorder.count({ where: { editionId } })).toBe(orders);
  expect((await act("GET", `shows/${showId}`, undefined, null)).body).toMatchObject({ status: "CANCELLED" });
  expect((await app.http("GET", `/api/shows/${showId}/calendar.ics`)).text).toContain("STATUS:CANCELLED");
  expect(JSON.stringify((await act("GET", "shows")).body)).not.toContain(showId);
  expect((await act("POST", `shows/${showId}/live`, {}, its)).body).toMatchObject(refusal("show_cancelled"));
  const again = await act("POST", `shows/${showId}/postponement`, { startsAt: inDays(20) }, its);
  expect(again.body).toMatchObject({ status: "SCHEDULED", cancelledAt: null });
  const made = await actsOn(showId);
  for (const action of ["show.cancelled", "show.moved"]) expect(made).toContainEqual({ action, by: its.id });
});

test("an archived show is in no list and still at its address; it comes back where it stood", async () => {
  const show = await plan();
  expect((await act("PUT", `shows/${show.id}/archive`, { archived: true })).body).toMatchObject(
    refusal("show_planned"),
  );
  await act("POST", `shows/${show.id}/live`);
  expect((await act("PUT", `shows/${show.id}/archive`, { archived: true })).body).toMatchObject(refusal("show_on_air"));
  await act("POST", `shows/${show.id}/end`, {});
  const past = async () => JSON.stringify((await act("GET", "shows")).body).includes(show.id);
  expect(await past()).toBe(true);
  for (const _ of [1, 2]) await act("PUT", `shows/${show.id}/archive`, { archived: true });
  expect(await past()).toBe(false);
  expect(await listShowAddresses(app.made)).not.toContain(show.slug);
  expect((await act("GET", `shows/${show.id}`, undefined, null)).body).toMatchObject({
    isArchived: true,
    status: "ENDED",
  });
  expect((await act("DELETE", `shows/${show.id}/end`)).body).toMatchObject(refusal("show_archived"));
  await act("PUT", `shows/${show.id}/archive`, { archived: false });
  expect(await past()).toBe(true);
  expect((await actsOn(show.id)).map(({ action }) => action).slice(-2)).toEqual(["show.archived", "show.restored"]);
});

test("a show is deleted only while nothing was sold, waited for or recorded in it; the refusal says what keeps it", async () => {
  const stage = await awaited();
  const remove = (id: string, who = host) => act("DELETE", `shows/${id}`, undefined, who);
  expect((await remove(stage.showId, stage.host)).body).toMatchObject(refusal("show_was_waited_for"));
  const sold = await app.openEdition({}, host.email);
  const [buyer] = await app.buyers(1);
  const placed = await app.http("POST", "/api/preorders", {
    cookie: buyer?.cookie ?? "",
    key: randomUUID(),
    body: { editionId: sold.editionId },
  });
  expect(placed.status).toBe(201);
  expect((await remove(sold.showId)).body).toMatchObject(refusal("show_on_air"));
  await act("POST", `shows/${sold.showId}/end`, {});
  expect((await remove(sold.showId)).body).toMatchObject(refusal("show_has_orders"));
  const recorded = await plan();
  await app.db.recording.create({
    data: { showId: recorded.id, state: "RECORDING", storage: "disk", retentionDays: 30, startedAt: new Date() },
  });
  expect((await remove(recorded.id)).body).toMatchObject(refusal("show_was_recorded"));
  const quiet = await plan();
  await act("POST", `shows/${quiet.id}/products`, { productId: sold.productId });
  const drop = { editionId: sold.editionId, title: "A drop", units: 2 };
  expect((await act("POST", `shows/${quiet.id}/drops`, drop)).status).toBe(201);
  expect((await remove(quiet.id)).status).toBe(200);
  expect((await act("GET", `shows/${quiet.id}`)).status).toBe(404);
  expect(await app.db.product.count({ where: { id: sold.productId } })).toBe(1);
  expect(await actsOn(quiet.id)).toContainEqual({ action: "show.deleted", by: host.id });
});

test("a show used again is a draft with its texts, run list and prepared drops, and none of what happened", async () => {
  const { showId, productId, editionId, dropId, host: its, inLine } = await awaited();
  await app.db.dropPrice.create({ data: { dropId, currency: "CNY", priceMinor: 900n, depositMinor: 0n } });
  const gone = await app.openEdition({}, its.email);
  await act("POST", `shows/${showId}/products`, { productId: gone.productId }, its);
  await app.db.show.update({ where: { id: gone.showId }, data: { status: "ENDED", endedAt: new Date() } });
  await act("PUT", `products/${gone.productId}/archive`, { archived: true }, its);
  await app.http("POST", "/api/shows", { cookie: inLine.cookie });
  const startsAt = inDays(30);
  const made = await act("POST", `shows/${showId}/copies`, { title: "Once more", startsAt }, its);
  expect(made.status).toBe(201);
  const copy = showView.parse(made.body);
  expect(copy).toMatchObject({ status: "DRAFT", title: "Once more", startsAt, movedFrom: null, units: 0 });
  expect(copy.products.map(({ id }) => id)).toEqual([productId]);
  const drops = await app.db.drop.findMany({ where: { showId: copy.id }, include: { prices: true } });
  expect(drops).toMatchObject([{ editionId, title: "A drop", units: 10, status: "PREPARED", waiting: 0, sold: 0 }]);
  expect(drops[0]?.prices).toMatchObject([{ currency: "CNY", priceMinor: 900n, depositMinor: 0n, lowestMinor: null }]);
  expect(await app.db.queueEntry.count({ where: { drop: { showId: copy.id } } })).toBe(0);
});

describe("the table of moves", () => {
  const all = ["DRAFT", "SCHEDULED", "LIVE", "ENDED", "CANCELLED"] as const;

  test("leads from a draft to every state, and from none back to a draft", () => {
    const reached = new Set<string>(["DRAFT"]);
    for (const _ of all) {
      for (const { from, to } of Object.values(showMoves)) {
        if (to && from.some((status) => reached.has(status))) reached.add(to);
      }
    }
    expect([...reached].toSorted()).toEqual([...all].toSorted());
    expect(Object.values(showMoves).some(({ to }) => to === ("DRAFT" as string))).toBe(false);
  });

  test("lets nothing but deleting be done to what is in the archive", () => {
    for (const move of Object.keys(showMoves) as ShowMove[]) {
      for (const status of all) {
        expect(mayMove({ status, isArchived: true }, move)).toBe(
          move === "delete" && mayMove({ status, isArchived: false }, move),
        );
      }
    }
  });
});
