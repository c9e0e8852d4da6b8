import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { withConnection } from "#lib/boot/postgres/connect.ts";

export type TestDatabase = {
  /** Its address, as the role that the product uses. */
  url: string;
  /** Removes it, together with connections that are still open. */
  drop(): Promise<void>;
};

/** A migrated, empty database of its own: a copy of the template of this run. */
export async function createDatabase(): Promise<TestDatabase> {
  const { adminUrl, ownerUrl, template } = inject("testDatabases");
  const url = new URL(ownerUrl);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const owner = decodeURIComponent(url.username);
  url.pathname = `/${name}`;
  await withConnection(adminUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name} OWNER ${client.escapeIdentifier(owner)} TEMPLATE ${template}`);
    await client.query(`ALTER DATABASE ${name} SET timezone TO 'UTC'`);
  });
  return {
    url: url.href,
    async drop() {
      await withConnection(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}
