import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import type { Shop } from "#tests/faults/shop.ts";

export type Postgres = {
  postmaster: number;
  /** The postmaster and everything it has started. */
  all: () => number[];
};

export async function findPostgres({ postgres }: Pick<Shop, "postgres">): Promise<Postgres> {
  const postmaster = await withConnection(postgres.superuserUrl, async (client) => {
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return Number.parseInt(readFileSync(join(rows[0]?.data_directory ?? "", "postmaster.pid"), "utf8"), 10);
  });
  return { postmaster, all: () => [postmaster, ...childrenOf(postmaster)] };
}

function childrenOf(parent: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid = 0, above]) => (above === parent ? [pid] : []));
}

/** Sends a signal to each; one that has ended meanwhile is left out. */
export function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended between the list and the signal.
    }
  }
}

/** Ends this postmaster and waits until another one accepts connections. Returns the moment. */
export async function restart(shop: Shop, signal: "SIGINT" | "SIGQUIT" | "SIGKILL"): Promise<number> {
  const { postmaster } = await findPostgres(shop);
  process.kill(postmaster, signal);
  for (;;) {
    await sleep(20);
    const found = await findPostgres(shop).catch(() => null);
    if (found && found.postmaster !== postmaster) return performance.now();
  }
}

/** The processes of Postgres that serve the shop's servers, those that work first. */
export async function findBackends(shop: Shop): Promise<number[]> {
  return withConnection(shop.postgres.superuserUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename = 'launchroom'
       ORDER BY state = 'active' DESC, query LIKE '%place_preorders%' DESC, random()`,
    );
    return rows.map(({ pid }) => pid);
  });
}

/** The moment from which the database answers again. */
export async function untilAnswers({ postgres }: Pick<Shop, "postgres">): Promise<number> {
  for (;;) {
    const answers = await withConnection(postgres.superuserUrl, (client) => client.query("SELECT 1")).then(
      () => true,
      () => false,
    );
    if (answers) return performance.now();
    await sleep(20);
  }
}
