import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { applyFrame, missesFrames } from "#lib/live/apply.ts";
import { type Snapshot, snapshot as snapshotSchema } from "#lib/live/contract.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type Line, openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";
import { freeTalk, noQuestions } from "#tests/support/talk.ts";

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

test("two viewers see one's order and the stock fall within a second, and only the buyer hears of the order itself", async () => {
  const { showId, editionId } = await app.openEdition({ stock: 7 });
  const buyer = await app.person("viewer", "Wang Fang");
  const [mine, other] = [await enter(showId, buyer.cookie), await enter(showId)];
  const heard: unknown[] = [];
  mine.on("order", (change) => heard.push(["mine", change]));
  other.on("order", (change) => heard.push(["other", change]));

  const { id } = await buy(buyer.cookie, editionId);
  for (const line of [mine, other]) {
    await expect.poll(() => latest(line)?.stock, soon).toMatchObject([{ editionId, available: 6, held: 1, sold: 0 }]);
    expect(latest(line)?.orders).toMatchObject([{ name: "W***", editionId, quantity: 1 }]);
  }
  await app.http("POST", `/api/preorders/${id}/deposit`, { cookie: buyer.cookie, body: {} });
  for (const line of [mine, other]) {
    await expect.poll(() => latest(line)?.stock, soon).toMatchObject([{ available: 6, held: 0, sold: 1 }]);
  }
  expect(heard).toEqual([["mine", { id, state: "RESERVED" }]]);
});

describe("the viewer count", () => {
  it("counts a viewer with three tabs once, until the last tab goes", async () => {
    const { showId } = await app.openEdition();
    const watcher = await enter(showId);
    const cookie = `launchroom.viewer=${"v".repeat(22)}`;
    const tabs = [await enter(showId, cookie), await enter(showId, cookie), await enter(showId, cookie)];
    await expect.poll(() => latest(watcher)?.viewers, soon).toBe(2);
    tabs[0]?.disconnect();
    tabs[1]?.disconnect();
    const stranger = await enter(showId);
    await expect.poll(() => latest(watcher)?.viewers, soon).toBe(3);
    tabs[2]?.disconnect();
    stranger.disconnect();
    await expect.poll(() => latest(watcher)?.viewers, soon).toBe(1);
  });

  it("counts one who joins twice and leaves once as gone", async () => {
    const { showId } = await app.openEdition();
    const watcher = await enter(showId);
    const restless = await enter(showId);
    await say(restless, "join", { showId });
    await expect.poll(() => latest(watcher)?.viewers, soon).toBe(2);
    await say(restless, "leave", { showId });
    await expect.poll(() => latest(watcher)?.viewers, soon).toBe(1);
  });
});

describe("frames", () => {
  it("are absolute and in order, so that a viewer who missed some has everything after the next", async () => {
    const { showId, editionId } = await app.openEdition({ stock: 12 });
    const line = await enter(showId);
    const start = await readSnapshot(showId);
    for (const { cookie } of await app.buyers(6)) {
      await buy(cookie, editionId);
      await say(line, "like", { showId, n: 3 }).catch(() => undefined);
      await new Promise((resume) => setTimeout(resume, 120));
    }
    await expect.poll(() => latest(line)?.stock[0]?.available, soon).toBe(6);
    const seqs = line.frames.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(new Set(seqs).size).toBe(seqs.length);

    const everyOther = line.frames.filter(
      (_, index) => index % 2 === line.frames.length % 2 || index === line.frames.length - 1,
    );
    const missed = everyOther.reduce(applyFrame, start);
    const { viewers, likes, stock } = missed;
    expect(missed.status).toBe("LIVE");
    await expect.poll(() => readSnapshot(showId), soon).toMatchObject({ viewers, likes, stock });
  });

  it("that went missing are noticed, and the snapshot fills the hole", async () => {
    const { showId, editionId } = await app.openEdition();
    const line = await enter(showId);
    const whole = await readSnapshot(showId);
    for (const { cookie } of await app.buyers(3)) {
      const before = line.frames.length;
      await buy(cookie, editionId);
      await expect.poll(() => line.frames.length, soon).toBeGreaterThan(before);
    }
    const first = line.frames.find(({ seq }) => seq > whole.seq);
    const last = latest(line);
    if (!first || !last) throw new Error("no frames came");
    expect(missesFrames(whole, first)).toBe(false);
    expect(missesFrames(whole, { ...first, since: last.seq })).toBe(true);
    const followed = line.frames.reduce(applyFrame, whole);
    const { at: _, ...known } = followed;
    await expect.poll(() => readSnapshot(showId), soon).toMatchObject(known);
  });

  it("tell what the host does: pins a product, ends the show, and with it the sale", async () => {
    const host = await app.person("host");
    const { showId, productId } = await app.openEdition({}, host.email);
    const line = await enter(showId);
    const act = (method: string, path: string, body: object) =>
      app.http(method, `/api/shows/${showId}${path}`, { cookie: host.cookie, body });
    await act("PUT", "/pin", { productId });
    await expect.poll(() => latest(line)?.pinned, soon).toBe(productId);
    await act("POST", "/end", { closeSales: true });
    await expect.poll(() => latest(line)?.status, soon).toBe("ENDED");
    await expect.poll(() => latest(line)?.stock[0]?.salesOpen, soon).toBe(false);
    expect(await say(line, "like", { showId, n: 1 })).toEqual({ ok: false, code: "show_not_live" });
  });
});

describe("chat", () => {
  it("reaches everybody within a second, once, under the name its author has", async () => {
    const { showId } = await app.openEdition();
    const author = await app.person("viewer", "Chen Lin");
    const [mine, other] = [await enter(showId, author.cookie), await enter(showId)];
    expect(await say(mine, "chat", { showId, body: "  what  a car\n" })).toMatchObject({ ok: true });
    for (const line of [mine, other]) {
      await expect.poll(() => chatOf(line), soon).toEqual(["Chen Lin: what a car"]);
    }
    expect(await say(mine, "chat", { showId, body: "what a car" })).toMatchObject({ ok: false, code: "chat_repeated" });
    expect(await say(other, "chat", { showId, body: "hello" })).toMatchObject({ ok: false, code: "not_signed_in" });
  });

  it.each(["", "   \n ", "\u0000", "x".repeat(301), "🚢".repeat(301)])("refuses %j", async (body) => {
    const { showId } = await app.openEdition();
    const line = await enter(showId, (await app.person("viewer")).cookie);
    expect(await say(line, "chat", { showId, body })).toMatchObject({ ok: false, code: "invalid_body" });
  });

  it("takes a line that is said again after a lost answer once, also when the two come at one moment", async () => {
    const { showId } = await app.openEdition();
    const author = await app.person("viewer", "Chen Lin");
    const [mine, again, other] = [
      await enter(showId, author.cookie),
      await enter(showId, author.cookie),
      await enter(showId),
    ];
    const line = { showId, body: "is it waterproof?", key: randomUUID() };
    const answers = await Promise.all([say(mine, "chat", line), say(again, "chat", line)]);
    const [first, second] = [...answers, await say(again, "chat", line)];
    expect(first).toMatchObject({ ok: true, data: { body: line.body } });
    expect(second).toEqual(first);
    await expect.poll(() => chatOf(other), soon).toEqual(["Chen Lin: is it waterproof?"]);
    expect(await app.db.chatMessage.count({ where: { showId } })).toBe(1);
    const stranger = await enter(showId, (await app.person("viewer")).cookie);
    expect(await say(stranger, "chat", { ...line, body: "mine" })).toMatchObject({ ok: true, data: { body: "mine" } });
  });

  it("slows down who talks too fast, and says for how long", async () => {
    const { showId } = await app.openEdition();
    const line = await enter(showId, (await app.person("viewer")).cookie);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => say(line, "chat", { showId, body: `line ${n}` })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(answers.at(-1)).toMatchObject({ ok: false, code: "rate_limited", retryAfter: expect.any(Number) });
  });
});

async function enter(showId: string, cookie?: string): Promise<Line> {
  const line = await openLine(app.url, { cookie });
  lines.push(line);
  expect(await say(line, "join", { showId })).toMatchObject({ ok: true });
  return line;
}

async function buy(cookie: string, editionId: string) {
  const call = { cookie, key: randomUUID(), body: { editionId } };
  return preorderReceipt.parse((await app.http("POST", "/api/preorders", call)).body);
}

async function readSnapshot(showId: string) {
  return snapshotSchema.parse((await app.http("GET", `/api/shows/${showId}/snapshot`)).body);
}

/** What the viewer's screen would show: all frames applied to the first. */
function latest(line: Line): Snapshot | undefined {
  const [first, ...rest] = line.frames;
  return first && rest.reduce(applyFrame, { ...first, ...noQuestions, cues: [], talk: first.talk ?? freeTalk });
}

function chatOf(line: Line) {
  return line.frames.flatMap(({ chat }) => chat.map(({ name, body }) => `${name}: ${body}`));
}
