import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { applyFrame } from "#lib/live/apply.ts";
import { liveMessage, type TalkRules } from "#lib/live/contract.ts";
import { silencePage, silenceView } from "#lib/moderation/schema.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type Line, openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";
import { freeTalk } from "#tests/support/talk.ts";

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

describe("a line that may not stand", () => {
  it("is gone from every screen within a second, from the snapshot and from a room that is read anew; and stands again", async () => {
    const { showId, act, writer } = await openTalk();
    const reader = await enter(showId);
    const said = await write(writer, showId, "buy at my place instead");
    await expect.poll(() => bodies(reader), soon).toEqual(["buy at my place instead"]);
    expect(await act("PUT", `/chat/${said.id}/removal`, { removed: true })).toBe(200);
    await expect.poll(() => bodies(reader), { timeout: 1000 }).toEqual([]);
    await expect.poll(async () => bodies(await enter(showId)), soon).toEqual([]);
    expect(await app.db.auditLog.count({ where: { subject: `show:${showId}`, action: "chat.line_removed" } })).toBe(1);
    expect(await act("PUT", `/chat/${said.id}/removal`, { removed: false })).toBe(200);
    await expect.poll(() => bodies(reader), soon).toEqual(["buy at my place instead"]);
  });

  it("is taken back once, and only in its own show", async () => {
    const { showId, act, writer } = await openTalk();
    const said = await write(writer, showId, "once");
    const other = await openTalk();
    expect(await other.act("PUT", `/chat/${said.id}/removal`, { removed: true })).toBe(404);
    for (let time = 0; time < 2; time += 1)
      expect(await act("PUT", `/chat/${said.id}/removal`, { removed: true })).toBe(200);
    expect(await app.db.auditLog.count({ where: { subject: `show:${showId}`, action: "chat.line_removed" } })).toBe(1);
  });
});

describe("who is silenced", () => {
  it("loses their lines, is told why and for how long on an open socket, and comes back when it is lifted", async () => {
    const { showId, act, ask, writer } = await openTalk();
    const reader = await enter(showId);
    const first = await write(writer, showId, "you are all fools");
    await write(writer, showId, "and so is he");
    const silence = await ask("/silences", { lineId: first.id, minutes: 10, reason: "insult" });
    await expect.poll(() => bodies(reader), { timeout: 1000 }).toEqual([]);
    const refused = await say(writer, "chat", { showId, body: "let me in" });
    expect(refused).toMatchObject({ ok: false, code: "chat_silenced", detail: { reason: "insult" } });
    expect("retryAfter" in refused && refused.retryAfter).toBeGreaterThan(590);
    expect(await act("DELETE", `/silences/${silence.id}`)).toBe(200);
    expect(await say(writer, "chat", { showId, body: "let me in" })).toMatchObject({ ok: true });
  });

  it("does not come back with another account of the same browser, nor behind the same address when that was asked", async () => {
    const { showId, ask } = await openTalk();
    const browser = `launchroom.viewer=${randomUUID().replaceAll("-", "").slice(0, 22)}`;
    const someone = await app.person("guest");
    const writer = await enter(showId, `${browser}; ${someone.cookie}`);
    const said = await write(writer, showId, "spam");
    await ask("/silences", { lineId: said.id, minutes: null, reason: "spam" });
    const [again, neighbour] = [await app.person("guest"), await app.person("viewer")];
    const sameBrowser = await enter(showId, `${browser}; ${again.cookie}`);
    const next = await enter(showId, neighbour.cookie);
    expect(await say(sameBrowser, "chat", { showId, body: "spam" })).toMatchObject({ ok: false, code: "chat_banned" });
    const theirs = await write(next, showId, "I am somebody else");
    await ask("/silences", { lineId: theirs.id, minutes: 5, reason: "spam", alsoNetwork: true, removeLines: false });
    const behind = await enter(showId, (await app.person("viewer")).cookie);
    expect(await say(behind, "chat", { showId, body: "hello" })).toMatchObject({ ok: false, code: "chat_silenced" });
    await app.db.chatSilence.updateMany({ data: { liftedAt: new Date(), liftedById: neighbour.id } });
  });

  it("is silent in one show, and in all of them only by whoever keeps all", async () => {
    const [one, two] = [await openTalk(), await openTalk()];
    const said = await write(one.writer, one.showId, "everywhere");
    const input = { lineId: said.id, minutes: 5, reason: "fraud" };
    expect(await one.act("POST", "/silences", { ...input, everywhere: true })).toBe(403);
    expect(await one.act("POST", "/silences", input)).toBe(201);
    const there = await enter(two.showId, one.person.cookie);
    expect(await say(there, "chat", { showId: two.showId, body: "still here" })).toMatchObject({ ok: true });
    const moderator = await app.person("moderator");
    const path = `/api/shows/${one.showId}/silences`;
    const made = await app.http("POST", path, { cookie: moderator.cookie, body: { ...input, everywhere: true } });
    expect(silenceView.parse(made.body)).toMatchObject({ everywhere: true, by: "Some moderator", said: "everywhere" });
    expect(await say(there, "chat", { showId: two.showId, body: "gone" })).toMatchObject({ code: "chat_silenced" });
    const list = silencePage.parse(
      (await app.http("GET", `/api/shows/${two.showId}/silences`, { cookie: moderator.cookie })).body,
    );
    expect(list.silences.map(({ name }) => name)).toContain(one.person.name);
  });

  it("stays silenced when they sign in as somebody: the guest's silence goes along", async () => {
    const { showId, ask } = await openTalk();
    const guest = await app.person("guest");
    const said = await write(await enter(showId, guest.cookie), showId, "spam, spam");
    await ask("/silences", { lineId: said.id, minutes: 60, reason: "spam" });
    const email = `${randomUUID()}@example.com`;
    const body = { name: "A new face", email, password: "seven quiet words here" };
    const signed = await app.http("POST", "/api/auth/sign-up/email", { cookie: guest.cookie, body });
    expect(signed.status).toBe(200);
    const { id } = await app.db.user.findUniqueOrThrow({ where: { email } });
    expect(await app.db.chatSilence.count({ where: { userId: id, liftedAt: null } })).toBe(1);
  });

  it("is never one who works here", async () => {
    const { showId, act } = await openTalk();
    const said = await write(
      await enter(showId, (await app.person("ops")).cookie),
      showId,
      "your parcels are on the way",
    );
    expect(await act("POST", "/silences", { lineId: said.id, minutes: 5, reason: "other" })).toBe(403);
  });
});

describe("the rules of a chat", () => {
  it("reach everybody who is in the room, and bind all but staff", async () => {
    const { showId, act, writer, host } = await openTalk();
    const reader = await enter(showId);
    const line = { showId, body: "one", key: randomUUID() };
    const first = await say(writer, "chat", line);
    await setRules(act, { slowSeconds: 60 });
    await expect.poll(() => reader.frames.at(-1)?.talk, soon).toEqual({ ...freeTalk, slowSeconds: 60 });
    const slow = await say(writer, "chat", { showId, body: "two" });
    expect(slow).toMatchObject({ ok: false, code: "chat_slow", retryAfter: expect.any(Number) });
    // Its answer was lost, and it is said again: it stands, and stands once.
    expect(await say(writer, "chat", line)).toEqual(first);
    expect(await app.db.chatMessage.count({ where: { showId } })).toBe(1);
    await setRules(act, { links: false });
    // Another person: five lines within five seconds are all that one may say.
    const other = await enter(showId, (await app.person("viewer")).cookie);
    for (const body of ["see www.elsewhere.example", "ｗｗｗ．elsewhere.cn", "cheap-phones.shop now"])
      expect(await say(other, "chat", { showId, body }), body).toMatchObject({ code: "chat_without_links" });
    expect(await say(other, "chat", { showId, body: "version 4.2 is nice... really" })).toMatchObject({ ok: true });
    await setRules(act, { speakers: "staff" });
    expect(await say(other, "chat", { showId, body: "three" })).toMatchObject({ code: "chat_for_staff" });
    expect(await say(await enter(showId, host.cookie), "chat", { showId, body: "www.ours.example" })).toMatchObject({
      ok: true,
    });
  });

  it("may let buyers alone speak, from the moment that they have paid", async () => {
    const { showId, editionId, act, writer, person } = await openTalk();
    await setRules(act, { speakers: "buyers" });
    expect(await say(writer, "chat", { showId, body: "hello" })).toMatchObject({ code: "chat_for_buyers" });
    const { cookie } = person;
    const order = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body: { editionId } });
    const { id } = preorderReceipt.parse(order.body);
    await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: {} });
    expect(await say(writer, "chat", { showId, body: "hello" })).toMatchObject({ ok: true });
  });

  it.each([{ slowSeconds: -1 }, { slowSeconds: 3601 }, { slowSeconds: 1.5 }, { speakers: "nobody" }, { links: "no" }])(
    "refuse %j and change nothing",
    async (odd) => {
      const { showId, act } = await openTalk();
      expect(await act("PUT", "/talk", { ...freeTalk, ...odd })).toBe(422);
      expect(await app.db.show.findUniqueOrThrow({ where: { id: showId } })).toMatchObject({
        ...{ chatSlowSeconds: 0, chatSpeakers: "everyone", chatLinks: true },
      });
    },
  );
});

it("a moderator of one show keeps its chat under a badge of their own, and no other show's", async () => {
  const [one, two] = [await openTalk(), await openTalk()];
  const helper = await app.person("viewer", "Helper");
  // Whose role changes is signed in anew; until then nobody knows of it.
  const before = await enter(one.showId, helper.cookie);
  const cut = new Promise((resolve) => before.once("disconnect", resolve));
  await app.db.showRole.create({ data: { showId: one.showId, userId: helper.id, role: "moderator" } });
  await cut;
  const said = await write(await enter(one.showId, helper.cookie), one.showId, "please be kind");
  expect(said.role).toBe("moderator");
  const read = (showId: string) => app.http("GET", `/api/shows/${showId}/silences`, { cookie: helper.cookie });
  expect((await read(one.showId)).status).toBe(200);
  expect((await read(two.showId)).status).toBe(403);
});

async function openTalk() {
  const host = await app.person("host", "The host");
  const { showId, editionId } = await app.openEdition({}, host.email);
  const person = await app.person("viewer", `Viewer ${randomUUID().slice(0, 8)}`);
  const path = (rest: string) => `/api/shows/${showId}${rest}`;
  return {
    ...{ host, showId, editionId, person },
    writer: await enter(showId, person.cookie),
    act: async (method: string, rest: string, body?: unknown) =>
      (await app.http(method, path(rest), { cookie: host.cookie, body })).status,
    ask: async (rest: string, body: unknown) =>
      silenceView.parse((await app.http("POST", path(rest), { cookie: host.cookie, body })).body),
  };
}

async function setRules(
  act: (method: string, rest: string, body: unknown) => Promise<number>,
  rules: Partial<TalkRules>,
) {
  expect(await act("PUT", "/talk", { ...freeTalk, ...rules })).toBe(200);
}

async function write(line: Line, showId: string, body: string) {
  const answer = z.object({ ok: z.literal(true), data: liveMessage }).parse(await say(line, "chat", { showId, body }));
  return answer.data;
}

/** What the chat of a viewer's screen shows. */
function bodies({ rooms, frames }: Line): string[] {
  const [room] = rooms;
  if (!room) return [];
  return frames.reduce(applyFrame, room).chat.map(({ body }) => body);
}

async function enter(showId: string, cookie?: string): Promise<Line> {
  const line = await openLine(app.url, { cookie });
  lines.push(line);
  expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
  return line;
}
