import { onTestFinished } from "vitest";
import type { Database } from "#lib/db.ts";

/**
 * Makes the database refuse one kind of statement (`BEFORE UPDATE ON edition FOR EACH ROW WHEN (...)`): what was committed before it
 * stands, and what came after it never happens, as when the process dies there. Returns how to end that; the end
 * of the test does so too.
 */
export async function breakDown(db: Database, when: string): Promise<() => Promise<void>> {
  const name = `break_down_${crypto.randomUUID().replaceAll("-", "")}`;
  await db.$executeRawUnsafe(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the machine dies here'; END $$`,
  );
  await db.$executeRawUnsafe(`CREATE TRIGGER ${name} ${when} EXECUTE FUNCTION ${name}()`);
  const mend = async () => {
    await db.$executeRawUnsafe(`DROP FUNCTION IF EXISTS ${name} CASCADE`);
  };
  onTestFinished(mend);
  return mend;
}
