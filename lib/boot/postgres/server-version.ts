import type pg from "pg";
import { BootError } from "#lib/boot/boot-error.ts";

/** The oldest PostgreSQL that the migrations and the tests pass on. */
export const oldestMajor = 15;

/** Refuses a server that is too old, before anything is written to it. */
export async function assertNewEnough(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
  const version = Number(rows[0]?.server_version_num);
  const major = Math.floor(version / 10_000);
  if (major >= oldestMajor) return;
  throw new BootError(
    `The database server is PostgreSQL ${major}.${version % 10_000} and Launchroom needs ${oldestMajor} or newer: nothing was changed; move the database to a newer server.`,
  );
}
