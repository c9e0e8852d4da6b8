import { afterAll, beforeAll, expect, test } from "vitest";
import { customersOf, expectExactSale, expectSameAnswersAgain, rush } from "#tests/faults/customers.ts";
import { type Site, startSite } from "#tests/support/site.ts";

let site: Site;

beforeAll(async () => {
  site = await startSite();
});

afterAll(() => site.stop());

test("kill -9 of the server, twice in a burst: no acknowledged order is lost, none is doubled, 500 are sold", {
  timeout: 120_000,
}, async () => {
  const [door] = site.doors;
  if (!door) throw new Error("no server");
  const { editionId } = await site.openEdition({ stock: 500 });
  const customers = customersOf(await site.buyers(2000), editionId);
  const killAt = [40, 700];
  const kills: Promise<void>[] = [];
  const stories = await rush(door.http, customers, (answered) => {
    if (answered === killAt[kills.length]) kills.push(door.kill().then(() => door.restart()));
  });
  await Promise.all(kills);
  expect(kills).toHaveLength(2);
  expect(stories.filter(({ answers }) => answers.some(({ status }) => status === 0)).length).toBeGreaterThan(100);
  await expectExactSale(site, stories, { editionId, units: 500 });
  await expectSameAnswersAgain(door.http, stories);
});
