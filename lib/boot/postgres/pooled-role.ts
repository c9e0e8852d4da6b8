import pg from "pg";
import { BootError } from "#lib/boot/boot-error.ts";
import { sessionSettings } from "#lib/db.ts";

/**
 * Gives the role that a pooler signs in as the settings of our sessions, in this database alone. They hold for connections that
 * begin from now on. Does nothing when the role has them.
 */
export async function givePooledRole(client: pg.Client, poolerUrl: string): Promise<void> {
  const role = decodeURIComponent(new URL(poolerUrl).username);
  const lacking = await findLacking(client, role);
  if (lacking.length === 0) return;
  const database = pg.escapeIdentifier(client.database ?? "");
  const statements = lacking.map(
    ([name, value]) => `ALTER ROLE ${pg.escapeIdentifier(role)} IN DATABASE ${database} SET ${name} = '${value}'`,
  );
  try {
    await client.query(statements.join("; "));
  } catch (error) {
    throw new BootError(
      `The role ${role} of DATABASE_URL may not be given what its connections need: run as its owner or a superuser: ${statements.join("; ")};`,
      { cause: error },
    );
  }
}

async function findLacking(client: pg.Client, role: string): Promise<[string, string][]> {
  const { rows } = await client.query<{ setting: string }>(
    `SELECT unnest(setconfig) AS setting FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
      WHERE d.datname = current_database() AND s.setrole = (SELECT oid FROM pg_roles WHERE rolname = $1)`,
    [role],
  );
  const there = new Set(rows.map(({ setting }) => setting.toLowerCase()));
  return Object.entries(sessionSettings).filter(
    ([name, value]) => !there.has(`${name.toLowerCase()}=${value.toLowerCase()}`),
  );
}
