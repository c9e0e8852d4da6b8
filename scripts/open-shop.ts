import { parseArgs } from "node:util";
import { hashPassword } from "#lib/accounts/password.ts";
import { minPasswordLength } from "#lib/accounts/password-length.ts";
import { expectStrong } from "#lib/accounts/weak-password.ts";
import { askSecret } from "#lib/boot/ask-secret.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { type Gone, openShop, whatIsMissing } from "#lib/boot/open-shop.ts";
import { openDatabase as openDatabaseFor } from "#lib/boot/postgres/open-database.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { type Database, openDatabase } from "#lib/db.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { issueOpening } from "#lib/shop/opening/issue-opening.ts";
import { openingNote } from "#prisma/seed/banner.ts";

const usage =
  "npm run shop:open [-- --email YOU@EXAMPLE.COM [--name NAME]] [--shop NAME]   (without an address it prints a link for the browser; with one the password is asked for, or read from standard input)";

/**
 * Turns the demo into a real shop: everything invented goes, its owner comes. There is no way back. A shop that is real already and has
 * no owner gets a new link.
 */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { email: { type: "string" }, name: { type: "string", default: "Owner" }, shop: { type: "string" } },
  });
  const email = values.email?.trim().toLowerCase();
  if (email !== undefined && !/^[^@\s]+@[^@\s]+$/.test(email)) throw new BootError(usage);
  const password = email === undefined ? null : await askPassword([values.name, email]);

  const env = readEnv();
  const opened = await openDatabaseFor(env);
  await migrate({ databaseUrl: opened.url });
  const db = openDatabase(opened.url, { connections: 2 });
  try {
    if (email === undefined || password === null) await openByLink(db, env, values.shop);
    else {
      const owner = { email, name: values.name, hash: await hashPassword(password) };
      printGone(await openShop(db, env, owner, values.shop));
      console.log(`${email} owns the shop now: start Launchroom and sign in.`);
    }
    const missing = whatIsMissing(env);
    if (missing.length > 0) console.log(["", "Before you sell:", ...missing.map((line) => `  ${line}`)].join("\n"));
  } finally {
    await db.$disconnect();
    await opened.close();
  }
});

async function openByLink(db: Database, env: Env, shopName?: string): Promise<void> {
  const { mode } = await db.shop.findUniqueOrThrow({ where: { id: 1 } });
  if (mode !== "real") printGone(await openShop(db, env, null, shopName));
  const link = await issueOpening(db, env.PUBLIC_URL);
  if (!link) throw new BootError("This shop has an owner already: nothing was changed.");
  console.log(openingNote(link));
}

function printGone(gone: Gone): void {
  console.log("The demo is gone:");
  for (const { what, count } of gone) console.log(`  ${count} ${what}`);
}

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
