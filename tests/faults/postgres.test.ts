import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withConnection } from "#lib/boot/connect.ts";
import type { EmbeddedPostgres } from "#lib/boot/embedded-postgres.ts";
import { migrate } from "#lib/boot/migrate.ts";
import { startScratchPostgres } from "#lib/boot/scratch-postgres.ts";
import { customersOf, expectExactSale, expectSameAnswersAgain, rush } from "#tests/faults/customers.ts";
import { type Site, startSite } from "#tests/support/site.ts";

let postgres: EmbeddedPostgres;
let site: Site;

beforeAll(async () => {
  postgres = await startScratchPostgres({ durable: true });
  await migrate({ databaseUrl: postgres.url });
  site = await startSite({ databaseUrl: postgres.url });
});

afterAll(async () => {
  await site.stop();
  await postgres.stop();
});

test("kill -9 of Postgres in a burst: it comes back by itself, no acknowledged order is lost, none is doubled", async () => {
  const [door] = site.doors;
  if (!door) throw new Error("no server");
  const postmaster = await findPostmaster();
  const { editionId } = await site.openEdition({ stock: 500 });
  const customers = customersOf(await site.buyers(2000), editionId);
  const stories = await rush(door.http, customers, (answered) => {
    if (answered === 40) process.kill(postmaster, "SIGKILL");
  });
  expect(await findPostmaster()).not.toBe(postmaster);
  await expectExactSale(site, stories, { editionId, units: 500 });
  await expectSameAnswersAgain(door.http, stories);
  expect(door.logged()).not.toContain("request failed");
});

async function findPostmaster(): Promise<number> {
  return withConnection(postgres.superuserUrl, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return Number.parseInt(readFileSync(join(rows[0]?.data_directory ?? "", "postmaster.pid"), "utf8"), 10);
  });
}
