import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { BootError } from "#lib/boot/boot-error.ts";
import { errorCode } from "#lib/error-code.ts";

const patienceMs = 30_000;

/** Runs `work` on one connection of its own, with `options` set at its start, and closes it. */
export async function withConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  options?: string,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true, options });
  // Without a listener a connection that dies while idle would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Waits until a server that is starting accepts connections; false when `while` says that it is gone. */
export async function waitForDatabase(url: string, { while: alive }: { while: () => boolean }): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await withConnection(url, (client) => client.query("SELECT 1"));
      return true;
    } catch (error) {
      if (!alive()) return false;
      if (!notYet.has(errorCode(error) ?? "") || Date.now() > deadline) throw error;
    }
    await sleep(50);
  }
}

const notYet = new Set(["57P03", "ECONNREFUSED", "ECONNRESET", "53300"]);

/** The setting that an address of the database stands in. */
export type AddressSetting = "DATABASE_URL" | "DATABASE_DIRECT_URL";

/** Refuses an external database that does not answer, in words that say what to look at. */
export async function assertDatabaseReachable(url: string, setting: AddressSetting = "DATABASE_URL"): Promise<void> {
  try {
    await withConnection(url, (client) => client.query("SELECT 1"));
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const place = `${hostname}:${port || 5432}`;
    const code = errorCode(error) ?? "";
    const reason = connectionFaults[code]?.(place, pathname.slice(1)) ?? `${place} does not answer`;
    throw new BootError(`The database of ${setting} cannot be used: ${reason}.`, { cause: error });
  }
}

const connectionFaults: Record<string, (place: string, database: string) => string> = {
  ECONNREFUSED: (place) => `nothing listens on ${place}`,
  ENOTFOUND: (place) => `no machine is called ${place}`,
  EAI_AGAIN: (place) => `no machine is called ${place}`,
  "28P01": (place) => `${place} refuses that user or password`,
  "28000": (place) => `${place} refuses that user`,
  "3D000": (place, database) => `${place} has no database called "${database}"`,
  "53300": (place) => `${place} has no free connection`,
  "57P03": (place) => `${place} is still starting`,
};
