import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { applyFrame, applySnapshot } from "#lib/live/apply.ts";
import { ArrivalNews } from "#lib/live/arrivals.ts";
import { type LiveMessage, liveMessage } from "#lib/live/contract.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import type { Person } from "#tests/support/fixtures.ts";
import { type Line, openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;
let lines: Line[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterEach(() => {
  for (const line of lines) line.disconnect();
  lines = [];
});

afterAll(() => app.stop());

describe("what somebody is called", () => {
  it("is nobody's until they say it, then theirs in every show, and can be changed a few times", async () => {
    const { showId, enter } = await openRoom();
    const guest = await app.person("guest", "Guest");
    const mine = await enter(guest.cookie);
    expect((await write(mine, showId, "one")).name).toBe("Guest");
    expect(await choose(guest, "  Ｍina ")).toMatchObject({ status: 200, body: { name: "Mina", isAsked: false } });
    expect((await write(mine, showId, "two")).name).toBe("Mina");
    const other = await openRoom();
    expect((await write(await other.enter(guest.cookie), other.showId, "three")).name).toBe("Mina");
    for (const name of ["Mina B", "Mina C", "Mina D", "Mina E"]) await choose(guest, name);
    expect(await choose(guest, "Mina F")).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  });

  it("is never one of the shop's people's: not for a guest, and not by the name of an account", async () => {
    const { showId, host, enter } = await openRoom();
    const guest = await app.person("guest", "Guest");
    for (const name of [host.name, host.name.replaceAll("о", "o").toUpperCase(), `${host.name}.`, "Host", "Guest"])
      expect(await choose(guest, name), name).toMatchObject({
        status: 409,
        body: { code: "name_imitates", field: "name" },
      });
    expect(await choose(guest, "Z\u0301\u0301\u0301\u0301\u0301\u0301")).toMatchObject({
      status: 422,
      body: { field: "name" },
    });
    expect(await app.db.talker.count({ where: { userId: guest.id } })).toBe(0);
    const twin = await app.person("viewer", host.name);
    const mine = await enter(twin.cookie);
    expect(await say(mine, "chat", { showId, body: "pay me" })).toMatchObject({ ok: false, code: "chat_name_needed" });
    await choose(twin, "Somebody else");
    expect((await write(mine, showId, "pay me")).name).toBe("Somebody else");
    expect(await choose(host, "Nobody")).toMatchObject({ status: 403 });
  });

  it("is taken away by a moderator: from what was written, on every screen, until they choose anew", async () => {
    const { showId, host, enter } = await openRoom();
    const viewer = await app.person("viewer", "Viagra cheap");
    const [mine, reader] = [await enter(viewer.cookie), await enter()];
    const line = await write(mine, showId, "hello");
    await expect.poll(() => talkOf(reader).map(({ name }) => name), soon).toEqual(["Viagra cheap"]);
    const ask = () =>
      app.http("POST", `/api/shows/${showId}/chat/${line.id}/new-name`, { cookie: host.cookie, body: {} });
    for (let time = 0; time < 2; time += 1) expect((await ask()).status).toBe(200);
    await expect.poll(() => talkOf(reader).map(({ name }) => name), soon).toEqual(["Guest"]);
    await expect.poll(async () => talkOf(await enter()).map(({ name }) => name), soon).toEqual(["Guest"]);
    expect(await say(mine, "chat", { showId, body: "again" })).toMatchObject({ code: "chat_name_needed" });
    await choose(viewer, "Vera");
    expect((await write(mine, showId, "again")).name).toBe("Vera");
    const acts = await app.db.auditLog.findMany({ where: { action: "chat.name_asked", subject: `show:${showId}` } });
    expect(acts).toMatchObject([{ after: { name: "Viagra cheap" } }]);
    const own = await write(await enter(host.cookie), showId, "welcome");
    const theirs = `/api/shows/${showId}/chat/${own.id}/new-name`;
    expect(await app.http("POST", theirs, { cookie: host.cookie, body: {} })).toMatchObject({ status: 403 });
  });
});

describe("a badge", () => {
  it("says what the author had when they wrote: nothing, an order of this show, a product of it", async () => {
    const { showId, editionId, enter } = await openRoom();
    const buyer = await app.person("viewer", "Bea");
    const mine = await enter(buyer.cookie);
    const body = { editionId };
    const badge = async () => (await write(mine, showId, randomUUID())).badge;
    expect(await badge()).toBeUndefined();
    const order = await app.http("POST", "/api/preorders", { cookie: buyer.cookie, key: randomUUID(), body });
    const { id } = preorderReceipt.parse(order.body);
    expect(await badge()).toBeUndefined();
    await app.http("POST", `/api/preorders/${id}/deposit`, { cookie: buyer.cookie, body: {} });
    expect(await badge()).toBe("buyer");
    await deliver(buyer, id);
    expect(await badge()).toBe("owner");
    await expect
      .poll(async () => talkOf(await enter()).map((each) => each.badge), soon)
      .toEqual([undefined, undefined, "buyer", "owner"]);
    const elsewhere = await openRoom();
    expect((await write(await elsewhere.enter(buyer.cookie), elsewhere.showId, "hi")).badge).toBeUndefined();
  });

  it("of the host is the host's alone, in their own show", async () => {
    const [one, two] = [await openRoom(), await openRoom()];
    expect((await write(await one.enter(one.host.cookie), one.showId, "mine")).role).toBe("host");
    expect((await write(await two.enter(one.host.cookie), two.showId, "a guest here")).role).toBe("viewer");
  });
});

describe("an answer", () => {
  it("shows whom and what it answers, and reaches them for certain; what was taken back is quoted nowhere", async () => {
    const { showId, host, enter } = await openRoom();
    const [asker, other] = [await app.person("viewer", "Ask Er"), await app.person("viewer", "Other One")];
    const [asking, answering] = [await enter(asker.cookie), await enter(other.cookie)];
    const told: LiveMessage[] = [];
    asking.on("addressed", (said) => told.push(said.line));
    const question = await write(asking, showId, "Is it heavy? ".repeat(8));
    const answer = await write(answering, showId, "no", question.id);
    expect(answer.answers).toEqual({ id: question.id, name: "Ask Er", words: `${question.body.slice(0, 39)}…` });
    await write(answering, showId, "and @Ask Er, it floats");
    await write(answering, showId, "@nobody");
    await expect.poll(() => told.map(({ body }) => body), soon).toEqual(["no", "and @Ask Er, it floats"]);
    const removal = { cookie: host.cookie, body: { removed: true } };
    await app.http("PUT", `/api/shows/${showId}/chat/${question.id}/removal`, removal);
    const quotes = (line: Line) => talkOf(line).flatMap(({ answers }) => answers ?? []);
    await expect.poll(() => talkOf(answering).length, soon).toBe(3);
    expect(quotes(answering)).toEqual([]);
    await expect.poll(async () => quotes(await enter()), soon).toEqual([]);
    const elsewhere = await openRoom();
    const away = await write(await elsewhere.enter(other.cookie), elsewhere.showId, "what?", answer.id);
    expect(away.answers).toBeUndefined();
  });
});

describe("who comes in", () => {
  it("is said by the room once, where they have a badge and allowed it, many in one line", async () => {
    const { showId, editionId, enter } = await openRoom();
    const reader = await enter();
    const people = await Promise.all(["Mei", "Bo", "Cy"].map((name) => app.person("viewer", name)));
    const [silent, stranger] = [await app.person("viewer", "Silent"), await app.person("viewer", "Stranger")];
    for (const person of [...people, silent]) await own(person, editionId);
    for (const person of [...people, stranger])
      await app.http("PATCH", "/api/me/talk-name", { cookie: person.cookie, body: { announces: true } });
    for (const person of [...people, silent, stranger, ...people]) await arrive(await enter(person.cookie), showId);
    const said = () => reader.frames.flatMap(({ arrivals }) => arrivals ?? []);
    await expect.poll(() => said().length, soon).toBe(1);
    await new Promise((resume) => setTimeout(resume, 500));
    expect(said()).toMatchObject([{ badge: "owner", name: "Mei" }]);
    expect(said()[0]?.more).toBeLessThanOrEqual(2);
  });

  it("is said at most once in ten seconds, those meanwhile together", () => {
    const news = new ArrivalNews();
    news.add("Mei", "owner");
    expect(news.take(0)).toMatchObject({ name: "Mei", more: 0 });
    news.add("Bo", "buyer");
    expect(news.take(9999)).toBeNull();
    news.add("Cy", "owner");
    expect(news.take(10_000)).toMatchObject({ name: "Bo", badge: "buyer", more: 1 });
    expect(news.take(30_000)).toBeNull();
  });
});

describe("the last two hundred lines", () => {
  it.each([0, 15, 260])(
    "are exact after a cut in which %i were written",
    async (missed) => {
      const { showId, enter } = await openRoom();
      const before = await enter();
      const all: string[] = [];
      const speak = async (count: number) => {
        for (let n = 0; n < count; n += 1) {
          const line = {
            id: randomUUID(),
            name: "Pia",
            role: "viewer" as const,
            body: `${all.length}`,
            at: new Date().toISOString(),
          };
          await app.db.chatMessage.create({ data: { ...line, showId, userId: writer.id } });
          app.made.publish.chatWritten(showId, line, { userId: writer.id });
          all.push(line.body);
          await new Promise((resume) => setTimeout(resume, 70));
        }
      };
      const writer = await app.person("viewer", "Pia");
      await speak(12);
      await expect.poll(() => talkOf(before).length, soon).toBe(12);
      const screen = before.frames.reduce(applyFrame, before.rooms[0] ?? fail());
      before.disconnect();
      if (missed > 20) {
        const lines = Array.from({ length: missed }, (_, n) => ({ id: randomUUID(), body: `${12 + n}` }));
        for (const { id, body } of lines) {
          const line = { id, name: "Pia", role: "viewer" as const, body, at: new Date().toISOString() };
          app.made.publish.chatWritten(showId, line, { userId: writer.id });
          all.push(body);
        }
        // No cut is shorter than a tick.
        await new Promise((resume) => setTimeout(resume, 400));
      } else await speak(missed);
      const speaking = speak(25);
      const back = await enter();
      await speaking;
      await expect.poll(() => talkOf(back).at(-1)?.body, soon).toBe(all.at(-1));
      const [room, ...more] = back.rooms;
      if (!room) throw fail();
      const shown = back.frames.reduce(applyFrame, [...more].reduce(applySnapshot, applySnapshot(screen, room)));
      expect(shown.chat.map(({ body }) => body)).toEqual(all.slice(-200));
    },
    30_000,
  );
});

function fail(): never {
  throw new Error("no room was told");
}

async function openRoom() {
  const host = await app.person("host", `Rosa ${randomUUID().slice(0, 8)}`);
  const { showId, editionId } = await app.openEdition({}, host.email);
  const enter = async (cookie?: string): Promise<Line> => {
    const line = await openLine(app.url, { cookie });
    lines.push(line);
    expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
    return line;
  };
  return { host, showId, editionId, enter };
}

async function write(line: Line, showId: string, body: string, answers?: string): Promise<LiveMessage> {
  const said = await say(line, "chat", { showId, body, ...(answers && { answers }) });
  return z.object({ ok: z.literal(true), data: liveMessage }).parse(said).data;
}

function choose({ cookie }: Person, name: string) {
  return app.http("PATCH", "/api/me/talk-name", { cookie, body: { name } });
}

async function arrive(line: Line, showId: string): Promise<void> {
  expect(await say(line, "arrive", { showId })).toMatchObject({ ok: true });
}

/** Gives somebody a delivered order of the show's edition. */
async function own(person: Person, editionId: string): Promise<void> {
  const { cookie } = person;
  const order = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });
  const { id } = preorderReceipt.parse(order.body);
  await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} });
  await deliver(person, id);
}

/** The way of a paid order into its buyer's hands. */
async function deliver({ cookie }: Person, id: string): Promise<void> {
  const ops = await app.person("ops");
  const act = async (path: string, by: string) =>
    expect((await app.http("POST", `/api${path}`, { cookie: by, body: {} })).status, path).toBe(200);
  await act(`/preorders/${id}/lock`, cookie);
  await app.db.$executeRaw`UPDATE preorder SET locked_at = locked_at - interval '16 minutes' WHERE id = ${id}::uuid`;
  await act(`/preorders/${id}/balance`, cookie);
  for (const verb of ["ready", "delivered"]) await act(`/ops/preorders/${id}/${verb}`, ops.cookie);
}

/** What the chat of a viewer's screen shows. */
function talkOf({ rooms, frames }: Line): LiveMessage[] {
  const [room] = rooms;
  return room ? frames.reduce(applyFrame, room).chat : [];
}
