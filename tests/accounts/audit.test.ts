import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ TRUSTED_PROXIES: "loopback" });
});

afterAll(() => app.stop());

test("an act says from which address it was done, and one changed or missing row of the log is found", async () => {
  const { cookie } = await app.person("ops");
  const act = (name: string, from: string) =>
    app.http("POST", "/api/ops/cities", {
      cookie,
      body: { name, firstDays: 1, lastDays: 2 },
      headers: { "x-forwarded-for": from },
    });
  await Promise.all(Array.from({ length: 12 }, (_, n) => act(`City ${n}`, `198.51.100.${n}`)));
  const rows = await app.db.auditLog.findMany({ orderBy: { id: "asc" } });
  expect(rows.map(({ ip }) => ip).toSorted()).toEqual(
    Array.from({ length: 12 }, (_, n) => `198.51.100.${n}`).toSorted(),
  );
  expect(await firstBroken(), "written at once, and whole").toBe(null);

  const middle = rows[5]?.id ?? 0n;
  expect(await brokenAfter(`UPDATE audit_entry SET ip = '203.0.113.9' WHERE id = ${middle}`)).toBe(middle);
  expect(await brokenAfter(`UPDATE audit_entry SET after = '{}' WHERE id = ${middle}`)).toBe(middle);
  expect(await brokenAfter(`DELETE FROM audit_entry WHERE id = ${middle}`)).toBe(rows[6]?.id);
  expect(await firstBroken()).toBe(null);
});

async function firstBroken(): Promise<bigint | null> {
  const [row] = await app.db.$queryRaw<{ id: bigint | null }[]>`SELECT verify_audit() AS id`;
  return row?.id ?? null;
}

/** What is found after a forger with every right, whose work is then taken back. */
async function brokenAfter(forgery: string): Promise<bigint | null> {
  const undo = new Error("undo");
  let found: bigint | null = null;
  await app.db
    .$transaction(async (tx) => {
      await tx.$executeRawUnsafe("ALTER TABLE audit_entry DISABLE TRIGGER audit_is_append_only");
      await tx.$executeRawUnsafe(forgery);
      const [row] = await tx.$queryRaw<{ id: bigint | null }[]>`SELECT verify_audit() AS id`;
      found = row?.id ?? null;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found;
}
