import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { hashPassword } from "#lib/accounts/password.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { migrate } from "#lib/boot/migrate.ts";
import { openDatabase as openDatabaseFor } from "#lib/boot/open-database.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { openDatabase } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";

const usage =
  "npm run shop:open -- --email YOU@EXAMPLE.COM [--name NAME]   (the password is asked for, or read from standard input)";

/** Turns the demo into a real shop: everything invented goes, its owner comes. There is no way back. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string", default: "Owner" } } });
  const email = values.email?.trim().toLowerCase();
  if (!email || !/^[^@\s]+@[^@\s]+$/.test(email)) throw new BootError(usage);
  const password = await askPassword();
  if (password.length < 10) throw new BootError("The password needs at least 10 characters.");

  const env = readEnv();
  const opened = await openDatabaseFor(env);
  await migrate({ databaseUrl: opened.url });
  const db = openDatabase(opened.url, { connections: 2 });
  try {
    const { mode } = await db.shop.findUniqueOrThrow({ where: { id: 1 } });
    if (mode === "real") throw new BootError("This is a real shop already: nothing was changed.");
    const hash = await hashPassword(password);
    const id = randomUUID();
    await db.$transaction([
      db.$executeRaw`TRUNCATE "user", show, product, delivery_city, audit_entry, verification CASCADE`,
      db.$executeRaw`UPDATE shop SET mode = 'real' WHERE id = 1`,
      db.user.create({ data: { id, email, name: values.name, role: "admin", emailVerified: true } }),
      db.account.create({ data: { userId: id, accountId: id, providerId: "credential", password: hash } }),
    ]);
    await rm(join(env.DATA_DIR, "recordings"), { recursive: true, force: true });
    console.log(`The demo is gone. ${email} owns the shop now: start Launchroom and sign in.`);
  } finally {
    await db.$disconnect();
    await opened.close();
  }
});

async function askPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question("Password for the owner: ");
  lines.close();
  return answer;
}
