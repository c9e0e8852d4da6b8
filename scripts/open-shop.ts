import { parseArgs } from "node:util";
import { hashPassword } from "#lib/accounts/password.ts";
import { minPasswordLength } from "#lib/accounts/password-length.ts";
import { expectStrong } from "#lib/accounts/weak-password.ts";
import { askSecret } from "#lib/boot/ask-secret.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { openShop, whatIsMissing } from "#lib/boot/open-shop.ts";
import { openDatabase as openDatabaseFor } from "#lib/boot/postgres/open-database.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { openDatabase } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";

const usage =
  "npm run shop:open -- --email YOU@EXAMPLE.COM [--name NAME] [--shop NAME]   (the password is asked for, or read from standard input)";

/** Turns the demo into a real shop: everything invented goes, its owner comes. There is no way back. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { email: { type: "string" }, name: { type: "string", default: "Owner" }, shop: { type: "string" } },
  });
  const email = values.email?.trim().toLowerCase();
  if (!email || !/^[^@\s]+@[^@\s]+$/.test(email)) throw new BootError(usage);
  const password = await askPassword([values.name, email]);

  const env = readEnv();
  const opened = await openDatabaseFor(env);
  await migrate({ databaseUrl: opened.url });
  const db = openDatabase(opened.url, { connections: 2 });
  try {
    const owner = { email, name: values.name, hash: await hashPassword(password) };
    const gone = await openShop(db, env, owner, values.shop);
    console.log("The demo is gone:");
    for (const { what, count } of gone) console.log(`  ${count} ${what}`);
    console.log(`${email} owns the shop now: start Launchroom and sign in.`);
    const missing = whatIsMissing(env);
    if (missing.length > 0) console.log(["", "Before you sell:", ...missing.map((line) => `  ${line}`)].join("\n"));
  } finally {
    await db.$disconnect();
    await opened.close();
  }
});

async function askPassword(about: string[]): Promise<string> {
  const password = await askSecret("Password for the owner: ");
  if (password.length < minPasswordLength)
    throw new BootError(`The password needs at least ${minPasswordLength} characters.`);
  try {
    expectStrong(password, { field: "password", about });
  } catch {
    throw new BootError("This password is guessed within seconds: choose a longer one, or one with less common words.");
  }
  return password;
}
