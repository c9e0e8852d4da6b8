import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import type { EmbeddedPostgres } from "#lib/boot/postgres/embedded-postgres.ts";
import { startScratchPostgres } from "#lib/boot/postgres/scratch-postgres.ts";
import { readStock } from "#tests/support/books.ts";
import { type Site, startSite } from "#tests/support/site.ts";

const late = { timeout: 40_000, interval: 100 };

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

test("holds expire after Postgres was frozen for longer than any wait, by the process that was there", async () => {
  const { editionId } = await hold();
  const family = await findPostgres();
  signal(family, "SIGSTOP");
  await new Promise((resume) => setTimeout(resume, 9000));
  signal(family, "SIGCONT");
  expect((await site.doors[0]?.http("GET", "/live"))?.status).toBe(200);
  await expect.poll(() => runOut(editionId).catch(() => 0), late).toBe(2);
  await expect.poll(() => readStock(site.db, editionId), late).toEqual({ available: 2, held: 0, sold: 0 });
});

test("holds expire after Postgres was killed and came back", async () => {
  const { editionId } = await hold();
  const [postmaster = 0] = await findPostgres();
  process.kill(postmaster, "SIGKILL");
  await expect.poll(() => runOut(editionId).catch(() => 0), late).toBe(2);
  await expect.poll(() => readStock(site.db, editionId), late).toEqual({ available: 2, held: 0, sold: 0 });
});

test("of an outage the log says a few words, not one for every try", () => {
  const lines = (site.doors[0]?.logged() ?? "").split("\n").filter((line) => line.includes("timed work"));
  expect(lines.length).toBeLessThan(12);
});

async function hold() {
  const { editionId } = await site.openEdition({ stock: 2 });
  for (const { cookie } of await site.buyers(2)) {
    const call = { cookie, key: randomUUID(), body: { editionId } };
    expect((await site.doors[0]?.http("POST", "/api/preorders", call))?.status).toBe(201);
  }
  return { editionId };
}

function runOut(editionId: string) {
  return site.db.$executeRaw`UPDATE preorder SET hold_expires_at = now() WHERE edition_id = ${editionId}::uuid`;
}

/** The connection that asked for the family is gone when it is sent for. */
function signal(pids: number[], name: NodeJS.Signals) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }
}

/** The postmaster and its children. */
async function findPostgres(): Promise<number[]> {
  return withConnection(postgres.superuserUrl, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    const pid = Number.parseInt(readFileSync(join(rows[0]?.data_directory ?? "", "postmaster.pid"), "utf8"), 10);
    const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
    return [pid, ...children.trim().split(/\s+/).map(Number)];
  });
}
