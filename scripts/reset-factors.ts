import { parseArgs } from "node:util";
import { BootError } from "#lib/boot/boot-error.ts";
import { openDatabase as openDatabaseFor } from "#lib/boot/postgres/open-database.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { openDatabase } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { resetFactors } from "#lib/factors/reset-factors.ts";

const usage = "npm run factors:reset -- --email SOMEBODY@EXAMPLE.COM";

/** For whoever lost every second factor and recovery code: they go, and the account is told by mail. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { email: { type: "string" } } });
  const email = values.email?.trim().toLowerCase();
  if (!email) throw new BootError(usage);
  const env = readEnv();
  const opened = await openDatabaseFor(env);
  const db = openDatabase(opened.url, { connections: 2 });
  try {
    const count = await resetFactors({ db, env }, email);
    if (count === null) throw new BootError(`Nobody has the address ${email}: nothing was changed.`);
    console.log(
      count === 0
        ? `${email} has no second factor: nothing to reset.`
        : `${email} is signed out everywhere and signs in without a second factor now (${count} removed).`,
    );
  } finally {
    await db.$disconnect();
    await opened.close();
  }
});
