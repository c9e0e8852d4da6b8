import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pollIn } from "#components/polls/poll-in.ts";
import { adoptGuest } from "#lib/accounts/adopt-guest.ts";
import { applyFrame } from "#lib/live/apply.ts";
import { type LivePoll, livePoll } from "#lib/live/contract.ts";
import { pollInput, pollView } from "#lib/polls/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
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

const colours = { kind: "vote", title: "Which colour next?", choices: ["Blue", "Green", "Red"], seconds: null };
const price = { kind: "guess", title: "What will it cost?", currency: "CNY", seconds: null };

describe("a poll", () => {
  it("shows on two screens what a recount of its votes gives, while 60 people vote and change their minds", async () => {
    const { showId, open, act } = await openTalk();
    const screens = [await enter(showId), await enter(showId)];
    const poll = await open(colours);
    const voters = await Promise.all(Array.from({ length: 60 }, () => app.person("viewer")));
    const heard = await Promise.all(
      voters.map(async ({ cookie }, index) => {
        const line = await openLine(app.url, { cookie });
        lines.push(line);
        const first = await say(line, "vote", { pollId: poll.id, answer: index % 3 });
        const then = index % 4 === 0 ? await say(line, "vote", { pollId: poll.id, answer: (index + 1) % 3 }) : first;
        return first.ok && then.ok;
      }),
    );
    expect(heard.every(Boolean)).toBe(true);
    const counted = await recount(poll.id, 3);
    expect(counted.reduce((sum, each) => sum + each)).toBe(60);
    for (const screen of screens) await expect.poll(() => pollOn(screen)?.votes, soon).toEqual(counted);
    const late = await enter(showId);
    expect(pollOn(late)).toMatchObject({ id: poll.id, votes: counted, status: "OPEN" });
    await act("POST", `/${poll.id}/closing`);
    for (const screen of [...screens, late])
      await expect.poll(() => pollOn(screen)?.status, { timeout: 1000 }).toBe("CLOSED");
    const { cookie } = voters[0] ?? {};
    expect(await vote(cookie, poll.id, 1)).toMatchObject({ ok: false, code: "poll_closed" });
    expect(await recount(poll.id, 3)).toEqual(counted);
  });

  it("is read by each in their language, and what it lacks there is seen to be in another", async () => {
    const { showId, open } = await openTalk();
    const texts = { "zh-CN": { title: "下一个颜色？", choices: "蓝\n绿\n红" } };
    await open({ ...colours, language: "en", texts });
    const poll = pollOn(await enter(showId));
    if (!poll) throw new Error("nothing is asked");
    expect(pollIn(poll, "zh-CN")).toMatchObject({ title: "下一个颜色？", choices: ["蓝", "绿", "红"], foreign: null });
    expect(pollIn(poll, "en")).toMatchObject({ title: colours.title, choices: colours.choices, foreign: null });
    const half = { ...poll, texts: { "zh-CN": { title: "下一个颜色？" } } };
    expect(pollIn(half, "zh-CN")).toMatchObject({
      ...{ title: "下一个颜色？", choices: colours.choices, foreign: { language: "en", fields: ["choices"] } },
    });
    const lacking = { ...colours, texts: { "zh-CN": { choices: "蓝\n绿" } } };
    expect(pollInput.safeParse(lacking).error?.issues[0]?.path).toEqual(["texts"]);
    expect(pollInput.safeParse({ ...colours, texts: { de: { title: "Welche?" } } }).success).toBe(false);
  });

  it("is closed by its time, also for who votes in the moment after", async () => {
    const { showId, open } = await openTalk();
    const screen = await enter(showId);
    const { cookie } = await app.person("viewer");
    const poll = await open({ ...colours, seconds: 10 });
    expect(await vote(cookie, poll.id, 0)).toMatchObject({ ok: true });
    await app.db.$executeRaw`UPDATE poll SET closes_at = now() WHERE id = ${poll.id}::uuid`;
    expect(await vote(cookie, poll.id, 1)).toMatchObject({ ok: false, code: "poll_closed" });
    await expect.poll(() => pollOn(screen)?.status, { timeout: 5000 }).toBe("CLOSED");
    expect(pollOn(screen)?.votes).toEqual([1, 0, 0]);
  });

  it("that was opened by mistake goes from every screen with its votes; of two at once one is refused", async () => {
    const { showId, open, act, prepare } = await openTalk();
    const screen = await enter(showId);
    const { cookie } = await app.person("viewer");
    const other = await prepare(colours);
    const poll = await open(colours);
    await vote(cookie, poll.id, 2);
    expect(await act("POST", `/${other.id}/opening`)).toMatchObject({ status: 409, code: "poll_open" });
    expect(await act("POST", `/${poll.id}/withdrawal`)).toMatchObject({ status: 200 });
    await expect.poll(() => pollOn(screen)?.status, { timeout: 1000 }).toBe("WITHDRAWN");
    expect(await app.db.pollVote.count({ where: { pollId: poll.id } })).toBe(0);
    expect(await act("POST", `/${poll.id}/closing`)).toMatchObject({ status: 409, code: "poll_wrong_state" });
    expect(await act("POST", `/${other.id}/opening`)).toMatchObject({ status: 200 });
    await expect.poll(() => pollOn(screen)?.id, { timeout: 1000 }).toBe(other.id);
  });

  it("takes an account and the guest it was before for one voice", async () => {
    const { showId, open } = await openTalk();
    const screen = await enter(showId);
    const [guest, owner] = [await app.person("viewer"), await app.person("viewer")];
    const poll = await open(colours);
    await vote(guest.cookie, poll.id, 1);
    await vote(owner.cookie, poll.id, 2);
    await adoptGuest(app.db, { guestId: guest.id, ownerId: owner.id });
    expect(await recount(poll.id, 3)).toEqual([0, 0, 1]);
    await vote(owner.cookie, poll.id, 0);
    await expect.poll(() => pollOn(screen)?.votes, soon).toEqual([1, 0, 0]);
  });

  it("says later which answer was right, and takes no answer that there is not", async () => {
    const { open, act } = await openTalk();
    const { cookie } = await app.person("viewer");
    const poll = await open(colours);
    expect(await vote(cookie, poll.id, 3)).toMatchObject({ ok: false, code: "invalid_body" });
    expect(await act("PUT", `/${poll.id}/right`, { right: 1 })).toMatchObject({ status: 409 });
    await act("POST", `/${poll.id}/closing`);
    expect(await act("PUT", `/${poll.id}/right`, { right: 3 })).toMatchObject({ status: 422, code: "invalid_body" });
    expect(await act("PUT", `/${poll.id}/right`, { right: 1 })).toMatchObject({ status: 200 });
  });

  it("shows markup and trickery as text or refuses it", async () => {
    const { showId, open } = await openTalk();
    const screen = await enter(showId);
    const poll = await open({ ...colours, choices: ["<img src=x onerror=alert(1)>", "{{constructor}}", "no"] });
    await expect.poll(() => pollOn(screen)?.choices, soon).toEqual(poll.choices);
    for (const title of ["", "a\u0000b", "\u202egnp.exe", "\u200b", "a\nb", "x".repeat(121), `a${"\u0301".repeat(40)}`])
      expect(pollInput.safeParse({ ...colours, title }).success).toBe(false);
    for (const choices of [["one"], ["Same", "same"], Array.from({ length: 7 }, String)])
      expect(pollInput.safeParse({ ...colours, choices }).success).toBe(false);
  });
});

describe("a guess of the price", () => {
  it("is won by the nearest, and of two equally near by the first; a guess stands", async () => {
    const { showId, open, act } = await openTalk();
    const screen = await enter(showId);
    const poll = await open(price);
    const guesses = [199_900, 210_000, 190_000, 150_000];
    const people = [];
    for (const guess of guesses) {
      const person = await app.person("viewer");
      people.push(person);
      expect(await vote(person.cookie, poll.id, guess)).toMatchObject({ ok: true });
    }
    expect(await vote(people[3]?.cookie, poll.id, 200_000)).toMatchObject({ ok: false, code: "guess_stands" });
    expect(await vote(people[3]?.cookie, poll.id, 150_000)).toMatchObject({ ok: true });
    await act("POST", `/${poll.id}/closing`);
    await act("PUT", `/${poll.id}/right`, { right: 200_000 });
    await expect.poll(() => pollOn(screen)?.nearest.map(({ minor }) => minor), soon).toEqual(guesses.slice(0, 3));
    expect(pollOn(screen)).toMatchObject({ votes: [4], right: 200_000, reach: 50_000 });
    expect(await own(people[1]?.cookie, poll.id)).toEqual({ answer: 210_000, place: 2 });
    expect(await own(people[2]?.cookie, poll.id)).toEqual({ answer: 190_000, place: 3 });
    expect(await own((await app.person("viewer")).cookie, poll.id)).toBeNull();
  });
});

async function openTalk() {
  const host = await app.person("host");
  const { showId } = await app.openEdition({}, host.email);
  const act = async (method: string, rest: string, body?: unknown) => {
    const answer = await app.http(method, `/api/shows/${showId}/polls${rest}`, { cookie: host.cookie, body });
    return {
      status: answer.status,
      body: answer.body,
      ...z.object({ code: z.string().optional() }).parse(answer.body),
    };
  };
  const prepare = async (input: object) => pollView.parse((await act("POST", "", input)).body);
  const open = async (input: object): Promise<LivePoll> =>
    livePoll.parse((await act("POST", `/${(await prepare(input)).id}/opening`)).body);
  return { showId, act, prepare, open };
}

async function vote(cookie: string | undefined, pollId: string, answer: number) {
  const line = await openLine(app.url, { cookie });
  lines.push(line);
  return say(line, "vote", { pollId, answer });
}

async function own(cookie: string | undefined, pollId: string) {
  const { body } = await app.http("GET", `/api/polls/${pollId}/own`, { cookie });
  return z.object({ own: z.unknown() }).parse(body).own;
}

async function recount(pollId: string, choices: number): Promise<number[]> {
  const votes = await app.db.pollVote.findMany({ where: { pollId } });
  return Array.from({ length: choices }, (_, choice) => votes.filter(({ answer }) => Number(answer) === choice).length);
}

function pollOn({ rooms, frames }: Line): LivePoll | undefined {
  const [room] = rooms;
  return room && frames.reduce(applyFrame, room).poll;
}

async function enter(showId: string): Promise<Line> {
  const line = await openLine(app.url);
  lines.push(line);
  expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
  return line;
}
