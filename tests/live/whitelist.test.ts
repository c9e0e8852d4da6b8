import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { liveDrop, liveMoment, livePoll } from "#lib/live/contract.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { askedView } from "#lib/questions/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { type DropStage, openDropStage } from "#tests/support/drops.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

/** Everything that may ever leave in a frame. A field more is a decision: make it here too. */
const may = [
  ...["v", "showId", "seq", "since", "at", "status", "video", "viewers", "likes", "pinned", "cueAt", "catalog"],
  ...["cues", "cues.atMs", "cues.productId"],
  ...["stock", "stock.editionId", "stock.seq", "stock.available", "stock.held", "stock.sold", "stock.salesOpen"],
  ...["stock.window", "stock.window.start", "stock.window.end", "stock.window.wave", "stock.window.left"],
  ...["stock.pooled", "stock.returned"],
  ...Object.keys(liveDrop.shape).map((field) => `drops.${field}`),
  "drops",
  ...Object.keys(livePoll.shape).map((field) => `poll.${field}`),
  ...["poll", "poll.nearest.name", "poll.nearest.minor"],
  ...Object.keys(liveMoment.shape).map((field) => `moments.${field}`),
  ...["moments", "talk", "talk.slowSeconds", "talk.speakers", "talk.links", "talk.emojiOnly"],
  ...["questions", "questions.version", "questions.claim"],
  ...["asked", "askedCues"].flatMap((way) => [way, `${way}.atMs`, `${way}.question`]),
  ...["asked", "askedCues"].flatMap((way) => ["id", "body", "name"].map((part) => `${way}.question.${part}`)),
  ...["orders", "orders.id", "orders.name", "orders.editionId", "orders.quantity", "orders.at"],
  ...["chat", "chat.id", "chat.name", "chat.role", "chat.body", "chat.at", "chat.badge"],
  ...["chat.answers", "chat.answers.id", "chat.answers.name", "chat.answers.words"],
].toSorted();

test("nothing private leaves in a frame or a snapshot: no person, no order, no money", async () => {
  const drop = await openDropStage(app);
  const { showId, editionId } = drop;
  const buyer = await app.person("viewer", "Zhao Min");
  const line = await openLine(app.url);
  await say(line, "join", { showId });
  await drop.act("arm");
  await app.http("PUT", `/api/shows/${showId}/pin`, { cookie: drop.host.cookie, body: { productId: drop.productId } });
  const mine = await openLine(app.url, { cookie: buyer.cookie });
  const call = { cookie: buyer.cookie, key: "my-secret-key", body: { editionId, contact: "private@example.com" } };
  const order = preorderReceipt.parse((await app.http("POST", "/api/preorders", call)).body);
  await app.http("POST", `/api/preorders/${order.id}/deposit`, { cookie: buyer.cookie, body: {} });
  const first = await say(mine, "chat", { showId, body: `hello ${randomUUID()}` });
  const { id: answers } = z.object({ data: z.object({ id: z.uuid() }) }).parse(first).data;
  await say(mine, "chat", { showId, body: "and again", answers });
  await askAndCelebrate(drop, (pollId) => say(mine, "vote", { pollId, answer: 100 }));
  const asked = await app.http("POST", `/api/shows/${showId}/questions`, {
    ...{ cookie: (await app.person("viewer", "Somebody")).cookie, body: { body: "When does it ship?" } },
  });
  const questionId = askedView.parse(asked.body).id;
  await app.http("PUT", `/api/shows/${showId}/questions/on-air`, { cookie: drop.host.cookie, body: { questionId } });
  await expect.poll(() => line.frames.some(({ asked: cue }) => cue?.question), soon).toBe(true);
  await expect.poll(() => line.frames.some(({ chat }) => chat.length > 0), soon).toBe(true);
  await expect.poll(() => line.frames.some(({ orders }) => orders.length > 0), soon).toBe(true);
  await expect.poll(() => line.frames.some(({ poll }) => poll?.nearest.length === 1), soon).toBe(true);
  await expect.poll(() => line.frames.some(({ moments = [] }) => moments.length > 0), soon).toBe(true);
  const rules = { slowSeconds: 0, speakers: "everyone", links: true, emojiOnly: true };
  await app.http("PUT", `/api/shows/${showId}/talk`, { cookie: drop.host.cookie, body: rules });
  await expect.poll(() => line.frames.some(({ talk }) => talk?.emojiOnly), soon).toBe(true);

  const read = async () => Object((await app.http("GET", `/api/shows/${showId}/snapshot`)).body);
  // It may be a second old.
  await expect.poll(async () => (await read()).chat, soon).toHaveLength(2);
  const snapshot = await read();
  const seen = new Set([...line.frames, snapshot].flatMap((left) => pathsOf(left)));
  expect([...seen].toSorted()).toEqual(may);
  const text = JSON.stringify([line.frames.map(({ chat: _, ...rest }) => rest), { ...Object(snapshot), chat: [] }]);
  for (const secret of [buyer.id, buyer.email, "Zhao", "private@example.com", "my-secret-key", order.id]) {
    expect(text).not.toContain(secret);
  }
  line.disconnect();
  mine.disconnect();
});

/** Every way into the value, lists passed through. */
function pathsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((part: unknown) => pathsOf(part, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const way = path ? `${path}.${key}` : key;
    return [way, ...pathsOf(part, way)];
  });
}

/** A poll that somebody answered, and a moment that came. */
async function askAndCelebrate({ showId, host }: DropStage, answer: (pollId: string) => Promise<unknown>) {
  const call = async (method: string, path: string, body?: object) => {
    const made = await app.http(method, `/api/shows/${showId}/${path}`, { cookie: host.cookie, body });
    return z.object({ id: z.string().optional() }).parse(made.body).id ?? "";
  };
  const poll = await call("POST", "polls", { kind: "guess", title: "How much?", currency: "CNY", seconds: 60 });
  await call("POST", `polls/${poll}/opening`);
  await answer(poll);
  await call("POST", `polls/${poll}/closing`);
  await call("PUT", `polls/${poll}/right`, { right: 120 });
  const moment = await call("POST", "moments", { kind: "manual", text: "Thank you" });
  await call("POST", `moments/${moment}/firing`);
}
