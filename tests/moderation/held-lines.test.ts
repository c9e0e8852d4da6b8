import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { OwnLine } from "#lib/live/contract.ts";
import { heldExpiry } from "#lib/moderation/expire-talk.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";
import { bodies, heldAnswer, openTalk, saidAnswer, type Talk } from "./stage.ts";

const within = { timeout: 1000 };
let app: App;
let talk: Talk;

beforeAll(async () => {
  app = await startApp();
});
afterEach(() => talk.close());
afterAll(() => app.stop());

describe("a line that meets a rule", () => {
  it("is told to its author at once, seen by nobody, and comes into the talk when a moderator lets it", async () => {
    talk = await openTalk(app);
    const key = randomUUID();
    const { data } = heldAnswer.parse(await talk.say(talk.writer, "this is sh1t", key));
    expect(data.held).toBe("word");
    expect(heldAnswer.parse(await talk.say(talk.writer, "this is sh1t", key)).data.id).toBe(data.id);
    await talk.say(talk.writer, "a harmless line");
    await expect.poll(() => bodies(talk.reader), soon).toEqual(["a harmless line"]);
    expect(bodies(await talk.enter(talk.person.cookie))).toEqual(["a harmless line"]);
    const { held, waiting } = await talk.desk();
    expect(held).toMatchObject([{ id: data.id, rule: "word", part: "sh1t", body: "this is sh1t", opensAt: null }]);
    expect(waiting.held).toBe(1);
    expect((await talk.act("PUT", `/chat/${data.id}/removal`, { removed: false })).status).toBe(404);
    expect((await talk.act("PUT", `/holds/${data.id}`, { allow: true })).status).toBe(200);
    await expect.poll(() => bodies(talk.reader), within).toEqual(["a harmless line", "this is sh1t"]);
    expect((await talk.desk()).counts.map(({ outcome, count }) => [outcome, count])).toEqual([
      ["allowed", 1],
      ["held", 1],
    ]);
  });

  it("answers another line as any line does, once it comes", async () => {
    talk = await openTalk(app);
    const asked = await app.person("viewer");
    const asking = await talk.enter(asked.cookie);
    const first = saidAnswer.parse(await talk.say(asking, "which size is it?"));
    const told: unknown[] = [];
    asking.on("addressed", (news) => told.push(news));
    const answer = { showId: talk.showId, body: "no shit, it says so below", answers: first.data.id };
    const { data } = heldAnswer.parse(await say(talk.writer, "chat", answer));
    expect(told).toEqual([]);
    await talk.act("PUT", `/holds/${data.id}`, { allow: true });
    await expect.poll(() => told.length, soon).toBe(1);
    const lines = () => talk.reader.frames.flatMap(({ chat }) => chat).filter(({ id }) => id === data.id);
    await expect.poll(lines, soon).toMatchObject([{ answers: { id: first.data.id, words: "which size is it?" } }]);
  });

  it("is kept out for good when it is refused, and waits again when that is taken back", async () => {
    talk = await openTalk(app);
    const { data } = heldAnswer.parse(await talk.say(talk.writer, "加 微 信 123"));
    expect((await talk.act("PUT", `/holds/${data.id}`, { allow: false })).status).toBe(200);
    const { held, acts } = await talk.desk();
    expect(held).toEqual([]);
    expect((await talk.act("DELETE", `/acts/${acts[0]?.id}`)).status).toBe(200);
    expect((await talk.desk()).held).toMatchObject([{ id: data.id }]);
    expect(bodies(talk.reader)).toEqual([]);
  });

  it("expires when nobody looks at it", async () => {
    talk = await openTalk(app);
    const { data } = heldAnswer.parse(await talk.say(talk.writer, "fuck"));
    await app.db.chatHold.update({ where: { lineId: data.id }, data: { until: new Date(Date.now() - 1000) } });
    await heldExpiry.work(app.made);
    expect((await talk.desk()).held).toEqual([]);
    expect(await app.db.chatHold.findUniqueOrThrow({ where: { lineId: data.id } })).toMatchObject({ state: "expired" });
    expect((await talk.act("PUT", `/holds/${data.id}`, { allow: true })).status).toBe(404);
  });

  it("is told to its author through every turn: kept out, waiting again, in the talk, taken back and forgotten", async () => {
    talk = await openTalk(app);
    const key = randomUUID();
    const body = "加 微 信 456";
    const { data } = heldAnswer.parse(await talk.say(talk.writer, body, key));
    const { told, strangers } = hearOwn(talk);
    const states = () => told.map(({ state }) => state);
    const again = async () => heldAnswer.parse(await talk.say(talk.writer, body, key)).data;
    await talk.act("PUT", `/holds/${data.id}`, { allow: false });
    await expect
      .poll(() => told, soon)
      .toEqual([{ showId: talk.showId, id: data.id, key, state: "refused", rule: data.held, body }]);
    // Whoever was away asks by saying it again.
    expect(await again()).toMatchObject({ id: data.id, state: "refused" });
    await talk.act("DELETE", `/acts/${(await talk.desk()).acts[0]?.id}`);
    await expect.poll(states, soon).toEqual(["refused", "waiting"]);
    await talk.act("PUT", `/holds/${data.id}`, { allow: true });
    await expect.poll(states, soon).toEqual(["refused", "waiting", "stands"]);
    await talk.act("PUT", `/chat/${data.id}/removal`, { removed: true });
    await expect.poll(states, soon).toEqual(["refused", "waiting", "stands", "removed"]);
    expect(await again()).toMatchObject({ id: data.id, state: "removed" });
    const other = heldAnswer.parse(await talk.say(talk.writer, "fuck", randomUUID()));
    await app.db.chatHold.update({ where: { lineId: other.data.id }, data: { until: new Date(Date.now() - 1000) } });
    await heldExpiry.work(app.made);
    await expect.poll(() => told.at(-1), soon).toMatchObject({ id: other.data.id, state: "expired", rule: "word" });
    expect(strangers).toEqual([]);
  });

  it("goes with its author, who is told so; one that waits for the delay alone is theirs until it is kept out", async () => {
    talk = await openTalk(app);
    await talk.rules({ delaySeconds: 10 });
    const held = heldAnswer.parse(await talk.say(talk.writer, "sh1t", randomUUID()));
    const late = saidAnswer.parse(await talk.say(talk.writer, "a line of the delay", randomUUID()));
    const { told } = hearOwn(talk);
    await talk.act("PUT", `/holds/${late.data.id}`, { allow: false });
    await expect.poll(() => told, soon).toMatchObject([{ id: late.data.id, state: "refused", rule: "delay" }]);
    await talk.act("POST", "/silences", { lineId: held.data.id, minutes: 5, reason: "insult" });
    await expect.poll(() => told.at(-1), soon).toMatchObject({ id: held.data.id, state: "refused", rule: "word" });
  });

  it("names somebody only once it is seen, held or delayed", async () => {
    talk = await openTalk(app);
    const asked = await app.person("viewer");
    const named = await talk.enter(asked.cookie);
    await app.http("PATCH", "/api/me/talk-name", { cookie: asked.cookie, body: { name: "Mei Lin 42" } });
    saidAnswer.parse(await talk.say(named, "here I am"));
    const told: string[] = [];
    named.on("addressed", ({ line }) => told.push(line.body));
    const held = heldAnswer.parse(await talk.say(talk.writer, "shit, @Mei Lin 42"));
    await talk.rules({ delaySeconds: 1 });
    saidAnswer.parse(await talk.say(talk.writer, "hello @Mei Lin 42"));
    expect(told).toEqual([]);
    await expect.poll(() => told, { ...soon, timeout: 5000 }).toEqual(["hello @Mei Lin 42"]);
    await expect.poll(() => bodies(talk.reader), soon).toContain("hello @Mei Lin 42");
    await talk.act("PUT", `/holds/${held.data.id}`, { allow: true });
    await expect.poll(() => told, soon).toEqual(["hello @Mei Lin 42", "shit, @Mei Lin 42"]);
  });

  it("floods and copies of one text by many wait, staff never do", async () => {
    talk = await openTalk(app);
    for (let time = 0; time < 8; time += 1)
      await app.db.chatMessage.create({
        data: {
          id: randomUUID(),
          showId: talk.showId,
          userId: talk.person.id,
          name: "N",
          role: "viewer",
          body: `${time}`,
        },
      });
    expect(heldAnswer.parse(await talk.say(talk.writer, "one more")).data.held).toBe("flood");
    const answers = [];
    for (let time = 0; time < 4; time += 1) {
      const someone = await talk.enter((await app.person("viewer")).cookie);
      answers.push(
        await talk.say(
          someone,
          ["Get The Blue One Now", "get the blue one now!!", "g3t the blue one n0w", "GET THE BLUE, one now"][time] ??
            "",
        ),
      );
    }
    for (const answer of answers.slice(0, 3)) saidAnswer.parse(answer);
    expect(heldAnswer.parse(answers[3]).data.held).toBe("copies");
    const staff = await talk.enter(talk.host.cookie);
    saidAnswer.parse(await talk.say(staff, "what a shit day, get the blue one now"));
  });
});

describe("a word list", () => {
  it("holds from the next line on, and what it did to a text is shown before", async () => {
    talk = await openTalk(app);
    const trial = async (text: string) => (await talk.act("POST", "/talk/trial", { text })).body;
    expect(await trial("the unobtainium edition")).toMatchObject({ outcome: "passes" });
    const made = await talk.act("POST", "/terms", { term: "unobtainium", kind: "blocked", language: "en" });
    expect(made.status).toBe(201);
    await expect
      .poll(() => trial("the Un0btainium edition"), within)
      .toMatchObject({
        ...{ outcome: "blocked", rule: "word", term: "unobtainium", from: 4, to: 15 },
      });
    const refused = await talk.say(talk.writer, "the Un0btainium edition");
    expect(refused).toMatchObject({ ok: false, code: "chat_blocked", detail: { part: "Un0btainium" } });
    expect(await app.db.chatMessage.count({ where: { showId: talk.showId } })).toBe(0);
    const list = await talk.act("GET", "/terms");
    expect(list.body).toMatchObject({ terms: [{ term: "unobtainium", kind: "blocked", everywhere: false }] });
    const { id } = Object(Object(list.body).terms[0]);
    expect((await talk.act("DELETE", `/terms/${id}`)).status).toBe(200);
    await expect.poll(() => trial("the unobtainium edition"), within).toMatchObject({ outcome: "passes" });
  });

  it("of the whole shop is for those who keep all chats, and permits what comes with the product", async () => {
    talk = await openTalk(app);
    const term = { term: "shit", kind: "permitted", everywhere: true };
    expect((await talk.act("POST", "/terms", term)).status).toBe(403);
    const moderator = await app.person("moderator");
    expect((await talk.act("POST", "/terms", term, moderator.cookie)).status).toBe(201);
    saidAnswer.parse(await talk.say(talk.writer, "holy shit"));
    const last = await talk.desk();
    await app.db.chatTerm.deleteMany({ where: { showId: null } });
    expect(last.held).toEqual([]);
  });

  it.each([{ term: "…" }, { term: "" }, { term: "x".repeat(61) }, { kind: "odd" }, { language: "de" }])(
    "refuses %j",
    async (odd) => {
      talk = await openTalk(app);
      expect((await talk.act("POST", "/terms", { term: "fine", kind: "held", ...odd })).status).toBe(422);
    },
  );
});

describe("the rules", () => {
  it("let pictures alone in, or members alone, within a second on an open socket", async () => {
    talk = await openTalk(app);
    expect(await talk.rules({ emojiOnly: true })).toBe(200);
    expect(await talk.say(talk.writer, "words")).toMatchObject({ code: "chat_emoji_only" });
    expect(await talk.say(talk.writer, "👍🏽 🇳🇴 👩‍🚀")).toMatchObject({ ok: true });
    await expect.poll(() => talk.reader.frames.at(-1)?.talk, within).toMatchObject({ emojiOnly: true });
    expect(await talk.rules({ emojiOnly: false, speakers: "members" })).toBe(200);
    const guest = await talk.enter((await app.person("guest")).cookie);
    expect(await talk.say(guest, "hello")).toMatchObject({ code: "chat_for_members" });
    expect(await talk.say(talk.writer, "hello")).toMatchObject({ ok: true });
  });

  it("delay a line for everybody but its author and those who keep the chat, who can keep it out meanwhile", async () => {
    talk = await openTalk(app);
    expect(await talk.rules({ delaySeconds: 2 })).toBe(200);
    const key = randomUUID();
    const first = saidAnswer.parse(await talk.say(talk.writer, "seen later", key));
    const second = saidAnswer.parse(await talk.say(talk.writer, "never seen"));
    expect(saidAnswer.parse(await talk.say(talk.writer, "seen later", key)).data.id).toBe(first.data.id);
    const { held } = await talk.desk();
    expect(held.map(({ body, rule }) => [body, rule])).toEqual([
      ["seen later", "delay"],
      ["never seen", "delay"],
    ]);
    expect((await talk.act("PUT", `/holds/${second.data.id}`, { allow: false })).status).toBe(200);
    await pause(1000);
    expect(bodies(talk.reader)).toEqual([]);
    await expect.poll(() => bodies(talk.reader), soon).toEqual(["seen later"]);
    await expect.poll(async () => bodies(await talk.enter(talk.person.cookie)), soon).toEqual(["seen later"]);
    await pause(1500);
    expect(bodies(talk.reader)).toEqual(["seen later"]);
    const ids = talk.writer.frames.flatMap(({ chat }) => chat.map(({ id }) => id));
    expect(ids).toEqual([first.data.id]);
  });

  it("become strict by one press and stand as before by one more", async () => {
    talk = await openTalk(app);
    await talk.rules({ slowSeconds: 5, delaySeconds: 3 });
    const before = await app.db.show.findUniqueOrThrow({ where: { id: talk.showId } });
    expect((await talk.act("PUT", "/talk/shield", { on: true })).status).toBe(200);
    await expect
      .poll(() => talk.reader.frames.at(-1)?.talk, within)
      .toEqual({ slowSeconds: 10, speakers: "members", links: false });
    const newcomer = await talk.enter((await app.person("viewer")).cookie);
    expect(heldAnswer.parse(await talk.say(newcomer, "my first words")).data.held).toBe("newcomer");
    const slow = await talk.say(newcomer, "and at once some more");
    expect(slow).toMatchObject({ code: "chat_slow" });
    expect((await talk.desk()).shield).toMatchObject({ by: "The host" });
    expect(await talk.act("PUT", "/talk/shield", { on: true })).toMatchObject({ status: 409 });
    expect((await talk.act("PUT", "/talk/shield", { on: false })).status).toBe(200);
    expect(await app.db.show.findUniqueOrThrow({ where: { id: talk.showId } })).toEqual(before);
  });
});

describe("two hands", () => {
  it("hear of each other instead of doing it twice", async () => {
    talk = await openTalk(app);
    const helper = await app.person("moderator", "Second hand");
    const { data } = saidAnswer.parse(await talk.say(talk.writer, "is this fine?"));
    const { seen } = await talk.desk();
    const remove = (cookie?: string) => talk.act("PUT", `/chat/${data.id}/removal`, { removed: true, seen }, cookie);
    const answers = await Promise.all([remove(), remove(helper.cookie)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const late = answers.find(({ status }) => status === 409);
    const first = answers[0]?.status === 200 ? "The host" : "Second hand";
    expect(late?.body).toMatchObject({ code: "talk_acted", by: first, act: "line_removed", at: expect.any(String) });
    expect((await talk.desk()).acts).toHaveLength(1);
    const [held] = [heldAnswer.parse(await talk.say(talk.writer, "fuck it"))];
    const settle = (allow: boolean, cookie?: string) => talk.act("PUT", `/holds/${held?.data.id}`, { allow }, cookie);
    const both = await Promise.all([settle(true), settle(false, helper.cookie)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const rules = await Promise.all([
      talk.rules({ slowSeconds: 5, seen }),
      talk.rules({ slowSeconds: 9, seen }, helper.cookie),
    ]);
    expect(rules.toSorted()).toEqual([200, 409]);
  });

  it("take each act back once, and not over a later one", async () => {
    talk = await openTalk(app);
    const { data } = saidAnswer.parse(await talk.say(talk.writer, "hello there"));
    await talk.act("PUT", `/chat/${data.id}/removal`, { removed: true });
    await expect.poll(() => bodies(talk.reader), soon).toEqual([]);
    await talk.act("POST", "/silences", { lineId: data.id, minutes: 5, reason: "spam" });
    await talk.rules({ slowSeconds: 30 });
    await talk.act("PUT", "/talk/shield", { on: true });
    const { acts } = await talk.desk();
    expect(acts.map(({ kind }) => kind)).toEqual(["shield_raised", "rules_changed", "silenced", "line_removed"]);
    expect(acts.map(({ mayUndo }) => mayUndo)).toEqual([true, false, true, true]);
    expect(await talk.act("DELETE", `/acts/${acts[1]?.id}`)).toMatchObject({ status: 409 });
    for (const index of [0, 2, 3]) expect((await talk.act("DELETE", `/acts/${acts[index]?.id}`)).status).toBe(200);
    expect((await talk.act("DELETE", `/acts/${acts[3]?.id}`)).status).toBe(409);
    await expect.poll(() => bodies(talk.reader), soon).toEqual(["hello there"]);
    expect(await app.db.show.findUniqueOrThrow({ where: { id: talk.showId } })).toMatchObject({
      chatSlowSeconds: 30,
      chatShield: null,
    });
    expect(await app.db.chatSilence.count({ where: { showId: talk.showId, liftedAt: null } })).toBe(0);
  });
});

it("a silence keeps out what its person has waiting, by the delay too", async () => {
  talk = await openTalk(app);
  await talk.rules({ delaySeconds: 2 });
  const { data } = saidAnswer.parse(await talk.say(talk.writer, "about to appear"));
  expect((await talk.act("POST", "/silences", { lineId: data.id, minutes: 5, reason: "spam" })).status).toBe(201);
  expect(await say(talk.writer, "chat", { showId: talk.showId, body: "more" })).toMatchObject({
    code: "chat_silenced",
  });
  await pause(2600);
  expect(bodies(talk.reader)).toEqual([]);
  expect((await talk.desk()).held).toEqual([]);
});

/** What the writer is told of their own lines, in order; what anybody else is. */
function hearOwn({ writer, reader }: Talk) {
  const told: (OwnLine | { id: string; state: "stands" })[] = [];
  const strangers: unknown[] = [];
  writer.on("ownLine", (line) => told.push(line));
  writer.on("addressed", ({ line: { id } }) => told.push({ id, state: "stands" }));
  for (const event of ["ownLine", "addressed"] as const) reader.on(event, (news: unknown) => strangers.push(news));
  return { told, strangers };
}
