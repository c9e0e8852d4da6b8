import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectWholeBooks, readStock } from "#tests/support/books.ts";
import { type Site, startSite } from "#tests/support/site.ts";
import { soon } from "#tests/support/soon.ts";

let site: Site;

beforeAll(async () => {
  site = await startSite({ processes: 2 });
});

afterAll(() => site.stop());

test("two server processes sell one edition exactly, and either repeats the other's answers", async () => {
  const { editionId } = await site.openEdition({ stock: 120 });
  const buyers = await site.buyers(300);
  const requests = buyers.map(({ cookie }) => ({ cookie, key: randomUUID(), body: { editionId } }));
  const order = (request: (typeof requests)[number], door: number) =>
    site.doors[door % 2]?.http("POST", "/api/preorders", request);
  const answers = await Promise.all(
    requests.map(async (request, index) => {
      const [first, second] = await Promise.all([order(request, index), order(request, index + 1)]);
      return { request, index, first, second };
    }),
  );
  const statuses = answers.map(({ first, second }) => [first?.status, second?.status]);
  for (const [first, second] of statuses) expect(first).toBe(second);
  expect(statuses.filter(([status]) => status === 201)).toHaveLength(120);
  expect(statuses.filter(([status]) => status === 409)).toHaveLength(180);
  for (const { first, second } of answers) if (first?.status === 201) expect(second?.text).toBe(first.text);
  expect(await readStock(site.db, editionId)).toEqual({ available: 0, held: 120, sold: 0 });
  await expectWholeBooks(site.db);
});

test("a unit that came back through one process is sold by the other, which remembered it as sold out", async () => {
  const { editionId } = await site.openEdition({ stock: 1 });
  const [first, second] = await site.buyers(2);
  const [one, other] = site.doors;
  const body = { editionId };
  const placed = await one?.http("POST", "/api/preorders", { cookie: first?.cookie, key: randomUUID(), body });
  const tryAtOther = () => other?.http("POST", "/api/preorders", { cookie: second?.cookie, key: randomUUID(), body });
  for (let n = 0; n < 5; n += 1) expect(await tryAtOther()).toMatchObject({ body: { code: "sold_out" } });
  const { id } = await site.db.preorder.findFirstOrThrow({ where: { editionId } });
  expect(placed?.body).toMatchObject({ id });
  await one?.http("POST", `/api/preorders/${id}/cancellation`, { cookie: first?.cookie });
  await expect.poll(async () => (await tryAtOther())?.status, soon).toBe(201);
});
