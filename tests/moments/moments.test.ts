import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyFrame } from "#lib/live/apply.ts";
import { reachMoments } from "#lib/moments/reach-moments.ts";
import { momentView } from "#lib/moments/schema.ts";
import { preorderReceipt } from "#lib/preorders/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("a moment comes once, when its figure is reached or by hand, however many look at the same time", async () => {
  const host = await app.person("host");
  const { showId, editionId } = await app.openEdition({}, host.email);
  const call = (method: string, rest: string, body?: object) =>
    app.http(method, `/api/shows/${showId}/moments${rest}`, { cookie: host.cookie, body });
  const make = async (body: object) => momentView.parse((await call("POST", "", body)).body);
  const orders = await make({ kind: "orders", threshold: 2, text: "Two already" });
  const likes = await make({ kind: "likes", threshold: 1_000_000 });
  const thanks = await make({ kind: "manual", text: "To the first hundred: thank you" });
  const line = await openLine(app.url);
  await say(line, "join", { showId });
  const seen = () => {
    const [room] = line.rooms;
    return room ? (line.frames.reduce(applyFrame, room).moments ?? []).map(({ id }) => id) : [];
  };

  for (let order = 0; order < 2; order += 1) {
    expect(seen()).toEqual([]);
    const { cookie } = await app.person("viewer");
    const body = { editionId, contact: `moment-${order}@example.com` };
    const answer = await app.http("POST", "/api/preorders", { cookie, key: randomUUID(), body });
    const placed = preorderReceipt.parse(answer.body);
    await app.http("POST", `/api/preorders/${placed.id}/deposit`, { cookie, body: {} });
  }
  await Promise.all(Array.from({ length: 5 }, () => reachMoments(app.made)));
  await expect.poll(seen, soon).toEqual([orders.id]);
  expect((await call("POST", `/${thanks.id}/firing`)).status).toBe(200);
  expect((await call("POST", `/${thanks.id}/firing`)).body).toMatchObject({ code: "moment_over" });
  await expect.poll(seen, soon).toEqual([orders.id, thanks.id]);
  await reachMoments(app.made);
  expect(line.frames.flatMap(({ moments = [] }) => moments)).toHaveLength(2);
  expect((await app.db.moment.findUniqueOrThrow({ where: { id: likes.id } })).firedAt).toBeNull();
  expect((await call("DELETE", `/${likes.id}`)).status).toBe(200);
  line.disconnect();
});
