import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reachGoals } from "#lib/catalog/reach-goals.ts";
import { productView } from "#lib/catalog/schema.ts";
import { container } from "#lib/container.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const mug = { gift: "A mug", texts: { "zh-CN": { gift: "马克杯" } } };

async function openShelf() {
  const host = await app.person("host");
  const { editionId, productId, showId, sku } = await app.openEdition({ stock: 10 }, host.email);
  const set = (goals: object[]) =>
    app.http("PUT", `/api/editions/${editionId}/goals`, { cookie: host.cookie, body: { goals } });
  const read = async (language = "en") => {
    const answer = await app.http("GET", `/api/products/${productId}`, { headers: { "accept-language": language } });
    return productView.parse(answer.body).editions[0]?.goals;
  };
  const reserve = async (cookie: string | undefined) => {
    const body = { editionId };
    const placed = await app.http("POST", "/api/preorders", { cookie, key: crypto.randomUUID(), body });
    const { id } = placed.body as { id: string };
    await app.http("POST", `/api/preorders/${id}/deposit`, { cookie, body: { card: "approve" } });
    return id;
  };
  const order = async (id: string, cookie: string | undefined) =>
    (await app.http("GET", `/api/preorders/${id}`, { cookie })).body;
  return { host, editionId, showId, sku, set, read, reserve, order };
}

test("a goal is reached by reserved units, counts for who came before, is told to the room, and stays when somebody cancels", async () => {
  const shelf = await openShelf();
  const [first, second] = await app.buyers(2);
  const early = await shelf.reserve(first?.cookie);
  expect(
    (
      await shelf.set([
        { units: 2, ...mug },
        { units: 5, gift: "A poster" },
      ])
    ).status,
  ).toBe(200);
  expect(await shelf.read("zh-CN")).toMatchObject([
    { units: 2, gift: "马克杯", foreign: null, reachedAt: null },
    { units: 5, gift: "A poster", foreign: { language: "en", fields: ["gift"] } },
  ]);
  expect(await shelf.order(early, first?.cookie)).toMatchObject({ gifts: [] });
  const line = await openLine(app.url);
  await say(line, "join", { showId: shelf.showId });
  await expect.poll(() => line.rooms.length, soon).toBe(1);
  const catalog = line.rooms[0]?.catalog ?? 0;

  const late = await shelf.reserve(second?.cookie);
  await reachGoals(container());
  await expect.poll(() => line.frames.some((frame) => frame.catalog > catalog), soon).toBe(true);
  expect(await shelf.order(early, first?.cookie)).toMatchObject({ gifts: ["A mug"] });
  const ops = await app.person("ops");
  const csv = await app.http("GET", `/api/ops/exports/preorders?sku=${shelf.sku}`, { cookie: ops.cookie });
  expect(csv.text.split("A mug"), "the packers read it").toHaveLength(3);
  await app.http("POST", `/api/preorders/${late}/cancellation`, { cookie: second?.cookie });
  expect(await shelf.order(late, second?.cookie)).toMatchObject({ state: "CANCELLED", gifts: [] });
  expect(await shelf.order(early, first?.cookie), "a promise is not taken back").toMatchObject({ gifts: ["A mug"] });
  line.disconnect();

  expect(await shelf.set([{ units: 5, gift: "A poster" }])).toMatchObject({
    ...{ status: 409, body: { code: "goal_reached", field: "goals", units: 2 } },
  });
  expect((await shelf.set([{ units: 2, gift: "A blue mug" }])).status, "in other words").toBe(200);
  expect(await shelf.read()).toMatchObject([{ units: 2, gift: "A blue mug", reachedAt: expect.any(String) }]);
});

test("a goal that is reached while it is being taken away stays, and the hand that came late is refused", async () => {
  const { editionId, set } = await openShelf();
  await set([{ units: 2, ...mug }]);
  const reaching = new pg.Client({ connectionString: app.databaseUrl });
  await reaching.connect();
  await reaching.query("BEGIN");
  await reaching.query("UPDATE goal SET reached_at = now() WHERE edition_id = $1", [editionId]);
  const late = set([]);
  const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%goal%' AND datname = current_database()`;
  await expect.poll(async () => (await app.db.$queryRawUnsafe<unknown[]>(waits)).length, soon).toBe(1);
  await reaching.query("COMMIT");
  await reaching.end();
  expect(await late).toMatchObject({ status: 409, body: { code: "goal_reached" } });
  expect(await app.db.goal.findMany({ where: { editionId } })).toMatchObject([
    { units: 2, reachedAt: expect.any(Date) },
  ]);
});

test("goals that cannot be are refused by their field and write nothing", async () => {
  const { set, read } = await openShelf();
  const field = async (goals: object[]) => (await set(goals)).body;
  expect(await field([{ units: 0, ...mug }])).toMatchObject({ field: "goals.0.units" });
  expect(await field([{ units: 1, gift: "" }])).toMatchObject({ field: "goals.0.gift" });
  expect(
    await field([
      { units: 1, ...mug },
      { units: 1, ...mug },
    ]),
  ).toMatchObject({ field: "goals" });
  expect(await field(Array.from({ length: 6 }, (_, at) => ({ units: at + 1, ...mug })))).toMatchObject({
    field: "goals",
  });
  expect(await read()).toEqual([]);
});
