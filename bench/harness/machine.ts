import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { openBenchDatabase } from "#bench/harness/database.ts";
import { quantile, rounded } from "#bench/harness/statistics.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";

const commits = 200;

/** One line each: what the figures were measured on, without which they mean little. */
export async function describeMachine(): Promise<string[]> {
  const processors = cpus();
  const database = await openBenchDatabase();
  try {
    return await withConnection(database.url, async (client) => {
      const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
      await client.query("CREATE TABLE commit_probe (n int)");
      const took: number[] = [];
      for (let n = 0; n < commits; n += 1) {
        const started = performance.now();
        await client.query("INSERT INTO commit_probe VALUES ($1)", [n]);
        took.push(performance.now() - started);
      }
      return [
        `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}`,
        `Node ${process.version}, Postgres ${rows[0]?.server_version}, ${gitVersion()}`,
        `one-row commit: ${rounded(quantile(took, 0.5))} ms median, ${rounded(quantile(took, 0.99))} ms p99, flushed to disk (${commits} of them)`,
      ];
    });
  } finally {
    await database.close();
  }
}

function gitVersion(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    return `git ${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain") === "" ? "" : " with local changes"}`;
  } catch {
    return "not in a git checkout";
  }
}
