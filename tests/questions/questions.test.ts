import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { applyFrame } from "#lib/live/apply.ts";
import { askedAt } from "#lib/live/cues.ts";
import { writeMail } from "#lib/notices/write-mail.ts";
import {
  askedView,
  claimView,
  deskPage,
  likeView,
  ownQuestions,
  questionFigures,
  questionPage,
  suggestionList,
} from "#lib/questions/schema.ts";
import { fresh, mailboxesOf, password } from "#tests/accounts/mailbox.ts";
import { payloads } from "#tests/questions/payloads.ts";
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

describe("asking", () => {
  it("lists by votes, then age, page by page; before, during and after a show", async () => {
    const { showId, ask, list, vote } = await openBoard();
    await app.db.show.update({ where: { id: showId }, data: { status: "SCHEDULED", wentLiveAt: null } });
    const bodies = ["Is it blue inside?", "Does it float in salt water?", "Who welds the hull?", "May dogs sit on it?"];
    const asked = [];
    for (const body of bodies) asked.push(await ask(body));
    await vote(asked[2]?.id, await app.person("viewer"));
    const first = await list("?limit=2");
    expect(first.questions.map(({ body, votes }) => [body, votes])).toEqual([
      [bodies[2], 2],
      [bodies[0], 1],
    ]);
    const second = await list(`?limit=2&after=${first.next}`);
    expect(second.questions.map(({ body }) => body)).toEqual([bodies[1], bodies[3]]);
    expect(second.next).toBeNull();
    await app.db.show.update({
      where: { id: showId },
      data: { status: "ENDED", wentLiveAt: new Date(), endedAt: new Date() },
    });
    expect((await ask("Will there be a second edition?")).mergedInto).toBeNull();
  });

  it("is written once under one key, and refuses what is too long, empty, of another show's product or said in a silence", async () => {
    const { showId, host, send, productId } = await openBoard();
    const asker = await app.person("viewer");
    const key = randomUUID();
    const first = await send(asker, { body: "Is the cable long?", key, productId });
    const again = await send(asker, { body: "Is the cable long?", key, productId });
    expect(askedView.parse(again.body)).toEqual(askedView.parse(first.body));
    expect((await send(asker, { body: "好".repeat(201) })).status).toBe(422);
    expect((await send(asker, { body: "好".repeat(200) })).status).toBe(201);
    expect((await send(asker, { body: " " })).status).toBe(422);
    const other = await app.openEdition({});
    expect((await send(await app.person("viewer"), { body: "And this?", productId: other.productId })).status).toBe(
      409,
    );
    await app.http("PUT", `/api/shows/${showId}/talk`, {
      cookie: host.cookie,
      body: { ...freeTalk, speakers: "staff" },
    });
    expect((await send(await app.person("viewer"), { body: "Hello?" })).status).toBe(403);
    expect((await send(host, { body: "May I ask myself?" })).status).toBe(201);
    expect(await app.db.question.count({ where: { showId } })).toBe(3);
  });

  it("is bounded in a minute, and a silence keeps out", async () => {
    const { showId, send } = await openBoard();
    const asker = await app.person("viewer");
    const answers = [];
    for (const word of ["apples", "pears", "plums", "figs", "dates", "grapes"])
      answers.push(await send(asker, { body: `Any ${word}?` }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 429]);
    const silent = await app.person("viewer");
    const by = await app.person("moderator");
    const data = { showId, userId: silent.id, name: "S", said: "x", reason: "spam", byId: by.id };
    await app.db.chatSilence.create({ data });
    expect((await send(silent, { body: "Let me ask" })).body).toMatchObject({ code: "chat_banned" });
  });
});

describe("votes", () => {
  it("of two hundred people at once count each once, also when all of them say it twice", {
    timeout: 60_000,
  }, async () => {
    const { ask, list, showId } = await openBoard();
    const { id } = await ask("How deep does it go?");
    const people = await app.buyers(200);
    const path = `/api/shows/${showId}/questions/${id}/vote`;
    const put = (cookie: string) => app.http("PUT", path, { cookie, body: { wanted: true } });
    const answers = await Promise.all(people.flatMap(({ cookie }) => [put(cookie), put(cookie)]));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await expect.poll(async () => (await list()).questions[0]?.votes, soon).toBe(201);
    await Promise.all(
      people.slice(0, 50).map(({ cookie }) => app.http("PUT", path, { cookie, body: { wanted: false } })),
    );
    expect(await app.db.question.findUnique({ where: { id } })).toMatchObject({ votes: 151 });
  });

  it("of one browser count once, however many guests it makes; of its own question nobody's counts twice", async () => {
    const { ask, vote, showId } = await openBoard();
    const asker = await app.person("viewer");
    const { id } = await ask("Is there a lid?", asker);
    expect((await vote(id, asker)).body).toEqual({ votes: 1 });
    const browser = `launchroom.viewer=${randomUUID().replaceAll("-", "").slice(0, 22)}`;
    for (let n = 0; n < 5; n += 1) {
      const { cookie } = await app.person("guest");
      const answer = await app.http("PUT", `/api/shows/${showId}/questions/${id}/vote`, {
        ...{ cookie: `${browser}; ${cookie}`, body: { wanted: true } },
      });
      expect(answer.body).toEqual({ votes: 2 });
    }
    // Programs without a browser's cookie are a few people.
    const nameless = [];
    for (let n = 0; n < 10; n += 1) nameless.push((await vote(id, await app.person("guest"))).status);
    expect(nameless.filter((status) => status === 429)).toHaveLength(2);
  });

  it("go along when a guest becomes somebody, and become one with what that person said before", async () => {
    const { ask, vote } = await openBoard();
    const { id } = await ask("Is there a handle?");
    const [guest, known] = [await app.person("guest"), await app.person("viewer")];
    await vote(id, guest);
    await vote(id, known);
    const { adoptGuest } = await import("#lib/accounts/adopt-guest.ts");
    await adoptGuest(app.db, { guestId: guest.id, ownerId: known.id });
    expect(await app.db.question.findUnique({ where: { id } })).toMatchObject({ votes: 2 });
    expect(await app.db.questionVote.count({ where: { questionId: id } })).toBe(2);
  });
});

describe("what was asked nearly so before", () => {
  it("is shown to whoever asks, and counted with it; whoever voted for both counts once, and it can be undone", async () => {
    const { ask, vote, list, act, desk, showId, host } = await openBoard();
    const [one, two] = [await app.person("viewer", "One"), await app.person("viewer", "Two")];
    const first = await ask("When will it ship?", one);
    await vote(first.id, two);
    const shown = await app.http("POST", `/api/shows/${showId}/questions/alike`, {
      ...{ cookie: two.cookie, body: { body: "when does this get shipped" } },
    });
    expect(likeView.parse(shown.body).questions).toMatchObject([{ id: first.id, votes: 2 }]);
    const second = await ask("When does this get shipped?", two);
    expect(second).toMatchObject({ mergedInto: first.id, votes: 2 });
    expect((await list()).questions).toHaveLength(1);
    expect((await desk()).questions[0]?.merged.map(({ body }) => body)).toEqual(["When does this get shipped?"]);
    expect(await act("PUT", `/questions/${second.id}/merged`, { into: null })).toBe(200);
    expect((await desk()).questions.map(({ body, votes }) => [body, votes])).toEqual([
      ["When will it ship?", 2],
      ["When does this get shipped?", 1],
    ]);
    const third = await ask("Is the wheel made of rubber?", await app.person("viewer"));
    await vote(third.id, one);
    expect(await act("PUT", `/questions/${third.id}/merged`, { into: first.id })).toBe(200);
    // One and Two, and whoever asked about the wheel.
    expect((await desk()).questions[0]).toMatchObject({ votes: 3, merged: [{ body: "Is the wheel made of rubber?" }] });
    expect(await act("PUT", `/questions/${first.id}/merged`, { into: third.id })).toBe(404);
    expect(
      await app.db.auditLog.count({
        where: { subject: `show:${showId}`, action: "question.merged", actorId: host.id },
      }),
    ).toBe(1);
  });

  it("stands alone when its author asks anyway, or names another product; in the same words it never does", async () => {
    const { ask, send, productId } = await openBoard();
    const first = await ask("How heavy is it?");
    const anyway = await send(await app.person("viewer"), { body: "What does it weigh in the box?", anyway: true });
    expect(anyway.body).toMatchObject({ mergedInto: null });
    const same = await send(await app.person("viewer"), { body: "how heavy is it", anyway: true, productId });
    expect(same.body).toMatchObject({ mergedInto: first.id });
  });

  it("is found by two who ask at the same moment", async () => {
    const { ask, list } = await openBoard();
    await Promise.all(Array.from({ length: 8 }, () => ask("Does it have a torch?")));
    await expect.poll(async () => (await list()).questions.map(({ votes }) => votes), soon).toEqual([8]);
  });
});

describe("on air and answered", () => {
  it("stands over the picture of every viewer from its moment, and goes with the answer, which its askers are told", async () => {
    const { showId, ask, act, host, list } = await openBoard();
    const asker = await app.person("viewer");
    const viewer = await enter(showId);
    const own = await enter(showId, asker.cookie);
    const answered: unknown[] = [];
    own.on("question", (news) => answered.push(news));
    const { id } = await ask("Is it loud?", asker, { wantsMail: true });
    await expect.poll(() => viewer.frames.some(({ questions }) => (questions?.version ?? 0) > 0), soon).toBe(true);
    const before = Date.now();
    expect(await act("PUT", "/questions/on-air", { questionId: id })).toBe(200);
    await expect.poll(() => roomOf(viewer)?.askedCues.at(-1)?.question?.body, soon).toBe("Is it loud?");
    const atMs = roomOf(viewer)?.askedCues.at(-1)?.atMs ?? 0;
    expect(Math.abs(atMs - before)).toBeLessThan(3000);
    expect(askedAt(roomOf(viewer)?.askedCues ?? [], atMs - 1)).toBeNull();
    expect(askedAt(roomOf(viewer)?.askedCues ?? [], atMs)?.id).toBe(id);
    expect(await act("PUT", `/questions/${id}/answer`, {})).toBe(200);
    await expect.poll(() => answered, soon).toEqual([{ id, showId, body: "Is it loud?", atMs }]);
    await expect.poll(() => askedAt(roomOf(viewer)?.askedCues ?? [], null), soon).toBeNull();
    const { questions } = await list("?of=answered");
    expect(questions).toMatchObject([{ id, answeredAtMs: atMs, answer: "" }]);
    expect(await app.db.notice.count({ where: { kind: "questionAnswered", userId: asker.id } })).toBe(1);
    const figures = await app.http("GET", `/api/shows/${showId}/questions/figures`, { cookie: host.cookie });
    expect(questionFigures.parse(figures.body)).toMatchObject({ asked: 1, answered: 1, open: 0, merged: 0 });
    const mine = await app.http("GET", `/api/shows/${showId}/questions/own`, { cookie: asker.cookie });
    expect(ownQuestions.parse(mine.body).asked).toMatchObject([{ id, answeredAtMs: atMs }]);
  });

  it("is off at once when it is removed, from screens and from a room that is read anew; and can be put back", async () => {
    const { showId, ask, act, list } = await openBoard();
    const viewer = await enter(showId);
    const { id } = await ask("Buy at my place instead, is it cheap?");
    await act("PUT", "/questions/on-air", { questionId: id });
    await expect.poll(() => roomOf(viewer)?.askedCues.at(-1)?.question?.id, soon).toBe(id);
    const { atMs } = roomOf(viewer)?.askedCues.at(-1) ?? { atMs: 0 };
    expect(await act("PUT", `/questions/${id}/state`, { state: "REMOVED" })).toBe(200);
    await expect.poll(() => askedAt(roomOf(viewer)?.askedCues ?? [], atMs + 1), { timeout: 1000 }).toBeNull();
    await expect.poll(async () => (await list()).questions, soon).toEqual([]);
    expect(await act("PUT", "/questions/on-air", { questionId: id })).toBe(404);
    expect(await act("PUT", `/questions/${id}/state`, { state: "OPEN" })).toBe(200);
    await expect.poll(async () => (await list()).questions.length, soon).toBe(1);
  });

  it("is answered in writing after the end, and unanswered ones stay", async () => {
    const { showId, ask, act, list, productId } = await openBoard();
    const { id } = await ask("Does it come with a bag?");
    await ask("Can I paint it?");
    await app.db.show.update({ where: { id: showId }, data: { status: "ENDED", endedAt: new Date() } });
    expect(await act("PUT", `/questions/${id}/answer`, {})).toBe(422);
    expect(await act("PUT", `/questions/${id}/answer`, { answer: "Yes, a red one.", productId })).toBe(200);
    expect(await act("PUT", `/questions/${id}/answer`, { answer: "Yes, a blue one." })).toBe(200);
    expect((await list("?of=answered")).questions).toMatchObject([
      { answer: "Yes, a blue one.", productId, answeredAtMs: null },
    ]);
    expect((await list()).questions.map(({ body }) => body)).toEqual(["Can I paint it?"]);
  });
});

it("what a product's page says is suggested to whoever answers, and nothing of it is sent", async () => {
  const { showId, ask, host, productId } = await openBoard();
  await app.db.product.update({ where: { id: productId }, data: { facts: "Weight: 4.2 kg\nColour: red" } });
  const path = (id: string) => `/api/shows/${showId}/questions/${id}/suggestions`;
  const suggested = async (body: string) => {
    const { id } = await ask(body);
    return suggestionList.parse((await app.http("GET", path(id), { cookie: host.cookie })).body).suggestions;
  };
  expect(await suggested("How heavy is it?")).toMatchObject([{ from: "fact", text: "Weight: 4.2 kg", productId }]);
  expect(await suggested("什么时候发货？")).toMatchObject([{ from: "delivery" }]);
  expect(await suggested("Does your dog like it?")).toEqual([]);
  expect(await app.db.question.count({ where: { showId, state: "ANSWERED" } })).toBe(0);
});

it("one that meets a rule of the chat waits for a moderator, whom its author alone sees it with", async () => {
  const { showId, send, list, act, desk, host, vote } = await openBoard();
  await app.http("POST", `/api/shows/${showId}/terms`, { cookie: host.cookie, body: { term: "gizmo", kind: "held" } });
  const asker = await app.person("viewer");
  const { id, held } = askedView.parse((await send(asker, { body: "Is the gizmo any good?" })).body);
  expect(held).toBe(true);
  expect((await list()).questions).toEqual([]);
  expect((await vote(id, await app.person("viewer"))).status).toBe(404);
  expect(await desk("?of=held")).toMatchObject({ questions: [{ id, state: "HELD" }] });
  expect(await act("PUT", `/questions/${id}/state`, { state: "OPEN" })).toBe(200);
  await expect.poll(async () => (await list()).questions.map((question) => question.id), soon).toEqual([id]);
});

it("an erased account leaves no name and no open question; what others asked too, and what was answered, stays", async () => {
  const { ask, send, act, list } = await openBoard();
  const mailboxes = mailboxesOf(app);
  const mine = await mailboxes.account(fresh());
  const alone = await ask("Is my street too narrow for it?", mine);
  const answered = await ask("Is the seat made of leather?", mine);
  const shared = await ask("When will it ship?", mine);
  const other = await ask("When does this get shipped?");
  expect(other.mergedInto).toBe(shared.id);
  expect(await act("PUT", `/questions/${answered.id}/answer`, { answer: "It is." })).toBe(200);
  expect((await app.http("POST", "/api/me/erasure", { cookie: mine.cookie, body: { password } })).status).toBe(200);
  const rowOf = (id: string) => app.db.question.findUnique({ where: { id } });
  await expect.poll(() => rowOf(alone.id), soon).toMatchObject({ body: "", name: "", userId: null, state: "REMOVED" });
  expect(await rowOf(answered.id)).toMatchObject({ body: "Is the seat made of leather?", name: "", userId: null });
  expect(await rowOf(shared.id)).toMatchObject({ body: "", name: "", userId: null });
  await expect
    .poll(async () => (await list()).questions.map(({ id, votes }) => [id, votes]), soon)
    .toEqual([[other.id, 2]]);
  expect((await send(await app.person("viewer"), { body: "when will it be shipped" })).body).toMatchObject({
    mergedInto: other.id,
  });
});

it("hostile words harm no mail", async () => {
  for (const body of payloads) {
    const facts = {
      title: body,
      question: body,
      answer: body,
      seconds: 12,
      link: "https://live.example.com/shows/one#at-1",
    };
    const { html } = await writeMail(app.made, { kind: "questionAnswered", facts, locale: "en", timeZone: "UTC" });
    expect(html).not.toMatch(
      /<(?:script|img src=x|svg|iframe|style>\*|base|meta http-equiv=refresh|form|object|embed|math|template|details)/i,
    );
    expect(html).not.toMatch(/<[^>]*href=["']?(?:javascript|data):/i);
  }
});

it("a claim with its truth is pinned in the room one at a time, stays on the page, and is gone when it is withdrawn", async () => {
  const { showId, host, act } = await openBoard();
  const viewer = await enter(showId);
  const state = async (claim: string) =>
    claimView.parse(
      (
        await app.http("POST", `/api/shows/${showId}/claims`, {
          cookie: host.cookie,
          body: { claim, truth: "It is not." },
        })
      ).body,
    );
  const [first, second] = [await state("It is plastic"), await state("It sinks")];
  await expect.poll(() => roomOf(viewer)?.questions.claim, soon).toBe(second.id);
  expect(await act("DELETE", `/claims/${second.id}`)).toBe(200);
  await expect.poll(() => roomOf(viewer)?.questions.claim, soon).toBeNull();
  expect(await act("PUT", `/claims/${first.id}/pin`, { pinned: true })).toBe(200);
  await expect.poll(() => roomOf(viewer)?.questions.claim, soon).toBe(first.id);
  expect((await app.http("GET", `/api/shows/${showId}/claims`)).body).toMatchObject({
    claims: [{ claim: "It is plastic" }],
  });
});

async function openBoard() {
  const host = await app.person("host", "The host");
  const { showId, productId } = await app.openEdition({}, host.email);
  const path = (rest: string) => `/api/shows/${showId}${rest}`;
  const send = (who: { cookie: string }, body: object) =>
    app.http("POST", path("/questions"), { cookie: who.cookie, body });
  return {
    ...{ host, showId, productId, send },
    ask: async (body: string, who?: { cookie: string }, more: object = {}) =>
      askedView.parse((await send(who ?? (await app.person("viewer")), { body, ...more })).body),
    vote: (id: string | undefined, who: { cookie: string }) =>
      app.http("PUT", path(`/questions/${id}/vote`), { cookie: who.cookie, body: { wanted: true } }),
    list: async (query = "") => questionPage.parse((await app.http("GET", path(`/questions${query}`))).body),
    desk: async (query = "") =>
      deskPage.parse((await app.http("GET", path(`/questions/desk${query}`), { cookie: host.cookie })).body),
    act: async (method: string, rest: string, body?: unknown) =>
      (await app.http(method, path(rest), { cookie: host.cookie, body })).status,
  };
}

/** What a viewer's screen has. */
function roomOf({ rooms, frames }: Line) {
  const [room] = rooms;
  return room && frames.reduce(applyFrame, room);
}

async function enter(showId: string, cookie?: string): Promise<Line> {
  const line = await openLine(app.url, { cookie });
  lines.push(line);
  expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
  return line;
}
