import type { TestProject } from "vitest/node";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { withConnection } from "#lib/boot/postgres/connect.ts";
import { startScratchPostgres } from "#lib/boot/postgres/scratch-postgres.ts";
import { startPgBouncer } from "#tests/support/pgbouncer.ts";

declare module "vitest" {
  interface ProvidedContext {
    testDatabases: TestDatabases;
  }
}

/**
 * Where `createDatabase` makes copies, and of what. `ownerUrl` is the address of the template itself. With TEST_POOLER the product
 * reaches them through a PgBouncer on `poolerPort`.
 */
export type TestDatabases = { adminUrl: string; ownerUrl: string; template: string; poolerPort?: number };

/** One private Postgres for the whole run (or TEST_DATABASE_URL) with one migrated template database. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, superuserUrl: given, stop: async () => {} } : await startScratchPostgres();
  const template = `launchroom_template_${process.pid}_${project.name}`;
  const ownerUrl = Object.assign(new URL(server.url), { pathname: `/${template}` });
  const owner = decodeURIComponent(ownerUrl.username);
  await withConnection(server.superuserUrl, (client) =>
    client.query(`CREATE DATABASE ${client.escapeIdentifier(template)} OWNER ${client.escapeIdentifier(owner)}`),
  );
  await migrate({ databaseUrl: ownerUrl.href });
  const pooler = process.env.TEST_POOLER ? await startPgBouncer(ownerUrl.href) : undefined;
  const testDatabases = { adminUrl: server.superuserUrl, ownerUrl: ownerUrl.href, template };
  project.provide("testDatabases", { ...testDatabases, ...(pooler ? { poolerPort: pooler.port } : {}) });
  return async () => {
    if (given)
      await withConnection(given, (client) => client.query(`DROP DATABASE ${client.escapeIdentifier(template)}`));
    await pooler?.stop();
    await server.stop();
  };
}
