import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFurther, type Stretch, saidBy, wantedAt } from "#components/room/replay-lines.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import { wasTalkedIn } from "#lib/replays/list-lines.ts";
import { linePage, overlays } from "#lib/replays/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openTalk, saidAnswer } from "../moderation/stage.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe("what was said in a show that is over", () => {
  it("is read in its order and page by page, without what was taken back, for staff and for questions alone", async () => {
    const { talk, linesOf } = await openShow();
    expect(await wasTalkedIn(app.made, talk.showId)).toBe(false);
    const said = [];
    for (const body of ["one", "two", "three", "four"])
      said.push(saidAnswer.parse(await talk.say(talk.writer, body)).data);
    const house = await talk.enter(talk.host.cookie);
    await talk.say(house, "a word of the host");
    const { cookie } = talk.person;
    await app.http("POST", `/api/shows/${talk.showId}/questions`, { cookie, body: { body: "How heavy is it?" } });
    await talk.act("PUT", `/chat/${said[1]?.id}/removal`, { removed: true });
    expect(await wasTalkedIn(app.made, talk.showId)).toBe(true);
    expect((await linesOf("of=all")).status).toBe(404);
    await talk.act("POST", "/end", {});

    const first = await linesOf("of=all&limit=2");
    expect(first.page?.lines.map(({ body }) => body)).toEqual(["one", "three"]);
    const rest = await linesOf(`of=all&limit=2&after=${first.page?.next}`);
    expect(rest.page).toMatchObject({ lines: [{ body: "four" }, { body: "a word of the host" }], next: null });
    expect((await linesOf("of=staff")).page?.lines.map(({ body }) => body)).toEqual(["a word of the host"]);
    expect((await linesOf("of=questions")).page?.lines.map(({ body }) => body)).toEqual(["How heavy is it?"]);
    const third = Date.parse(said[2]?.at ?? "");
    expect((await linesOf(`of=all&from=${third}&limit=1`)).page?.lines).toMatchObject([{ body: "three" }]);
    expect((await linesOf("of=all&limit=101")).status).toBe(422);
    talk.close();
  });

  it("shows again what lay over the picture: questions, claims and results, each at its moment", async () => {
    const { talk } = await openShow();
    const ask = { cookie: talk.person.cookie, body: { body: "Does it float?" } };
    const question = Object((await app.http("POST", `/api/shows/${talk.showId}/questions`, ask)).body);
    await talk.act("PUT", "/questions/on-air", { questionId: question.id });
    await talk.act("PUT", `/questions/${question.id}/answer`, {});
    const claim = { claim: "It sinks", truth: "It floats", pinned: true };
    const first = Object((await talk.act("POST", "/claims", claim)).body);
    await talk.act("POST", "/claims", { ...claim, claim: "It rusts", truth: "It does not" });
    await talk.act("PUT", `/claims/${first.id}/pin`, { pinned: true });
    await talk.act("PUT", `/claims/${first.id}/pin`, { pinned: false });
    const poll = { kind: "vote", title: "Which colour?", choices: ["Red", "Blue"], seconds: null };
    const made = Object((await talk.act("POST", "/polls", poll)).body);
    await talk.act("POST", `/polls/${made.id}/opening`);
    await talk.act("POST", `/polls/${made.id}/closing`);

    const read = overlays.parse((await app.http("GET", `/api/shows/${talk.showId}/overlays`)).body);
    expect(read.asked.map((cue) => cue.question?.body)).toContain("Does it float?");
    expect(read.claims.map((cue) => cue.claim?.claim)).toEqual(["It sinks", "It rusts", "It sinks", undefined]);
    expect(read.claims.map(({ atMs }) => atMs)).toEqual(read.claims.map(({ atMs }) => atMs).toSorted());
    expect(read.polls).toMatchObject([{ title: "Which colour?", status: "CLOSED" }]);
    expect(read.chapters).toMatchObject([{ body: "Does it float?" }]);
    await talk.act("DELETE", `/claims/${first.id}`);
    const later = overlays.parse((await app.http("GET", `/api/shows/${talk.showId}/overlays`)).body);
    expect(JSON.stringify(later)).not.toContain("It sinks");
    talk.close();
  });
});

describe("a talk in time with its picture", () => {
  const line = (seconds: number): LiveMessage => ({
    ...{ id: `${seconds}`, name: "Ada", role: "viewer", body: `at ${seconds}` },
    at: new Date(seconds * 1000).toISOString(),
  });
  const from = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => line(first + index));

  it("is read as far as one is, goes on before it ends, and begins anew where one leaps", () => {
    const empty: Stretch = { from: 100_000, lines: [], next: null };
    expect(wantedAt(null, 100_000)).toBe("anew");
    const read = readFurther(empty, { lines: from(100, 199), next: "on" });
    expect(wantedAt(read, 150_000)).toBeNull();
    expect(wantedAt(read, 185_000)).toBe("more");
    expect(wantedAt(read, 400_000)).toBe("anew");
    expect(wantedAt(read, 99_000)).toBe("anew");
    expect(wantedAt(readFurther(read, { lines: [], next: null }), 400_000)).toBeNull();
    expect(saidBy(read, 120_500).map(({ id }) => Number(id))).toEqual(Array.from({ length: 21 }, (_, at) => 100 + at));
    expect(saidBy(read, 50_000)).toEqual([]);
  });

  it("keeps a bounded part, and reads again what it let go of", () => {
    let stretch: Stretch = { from: 0, lines: [], next: null };
    for (let page = 0; page < 8; page += 1)
      stretch = readFurther(stretch, { lines: from(page * 100, page * 100 + 99), next: "on" });
    expect(stretch.lines).toHaveLength(400);
    expect(wantedAt(stretch, 300_000)).toBe("anew");
    expect(saidBy(stretch, 790_000)).toHaveLength(60);
  });
});

async function openShow() {
  const talk = await openTalk(app);
  async function linesOf(query: string) {
    const { status, body } = await app.http("GET", `/api/shows/${talk.showId}/lines?${query}`);
    return { status, page: status === 200 ? linePage.parse(body) : null };
  }
  return { talk, linesOf };
}
