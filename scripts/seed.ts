import { parseArgs } from "node:util";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { Sessions } from "#lib/accounts/sessions.ts";
import { BootError } from "#lib/boot/boot-error.ts";
import { migrate } from "#lib/boot/migrations/migrate.ts";
import { openDatabase as openDatabaseFor } from "#lib/boot/postgres/open-database.ts";
import { runCommand } from "#lib/boot/run-command.ts";
import { openDatabase } from "#lib/db.ts";
import { readEnv } from "#lib/env.ts";
import { openSession, writeBuyers } from "#prisma/seed/buyers.ts";
import { writeOpenEdition } from "#prisma/seed/open-edition.ts";
import { demoPassword, demoPeople } from "#prisma/seed/people.ts";
import { seedOnce } from "#prisma/seed/seed-once.ts";

const usage = `npm run seed [-- --buyers N] [--stock N] [--price MINOR] [--deposit MINOR] [--currency CODE] [--limit N] [--json]

Fills a demo database once. With --buyers it also makes N signed-in buyers and an open edition, and prints how to use
them: cookies for host, ops and buyers, the edition with its price and stock, and the database's address.`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      buyers: { type: "string", default: "0" },
      stock: { type: "string", default: "500" },
      price: { type: "string", default: "24900" },
      deposit: { type: "string", default: "4900" },
      currency: { type: "string", default: "CNY" },
      limit: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const buyerCount = wholeNumber("buyers", values.buyers, 100_000);

  const env = readEnv();
  const opened = await openDatabaseFor(env);
  try {
    await migrate({ databaseUrl: opened.url });
    const db = openDatabase(opened.url, { connections: 4 });
    try {
      if ((await seedOnce({ db })) === "real") {
        throw new BootError(
          "This database is a real shop, not a demo: it is not filled with invented people and orders.",
        );
      }
      const sessions = new Sessions({
        db,
        secret: await readOrMakeSecret(env.DATA_DIR, env.AUTH_SECRET),
        secure: env.PUBLIC_URL.startsWith("https:"),
      });
      const [host, ops] = [demoPeople[0].email, demoPeople[1].email];
      const edition = await writeOpenEdition(db, host, {
        stock: wholeNumber("stock", values.stock, 10_000_000),
        priceMinor: wholeNumber("price", values.price, 1_000_000_000_000),
        depositMinor: wholeNumber("deposit", values.deposit, 1_000_000_000_000),
        perPersonLimit: wholeNumber("limit", values.limit, 1000),
        currency: values.currency,
      });
      const result = {
        url: env.PUBLIC_URL,
        databaseUrl: opened.url,
        password: demoPassword,
        host: { email: host, cookie: await openSession(db, sessions, host) },
        ops: { email: ops, cookie: await openSession(db, sessions, ops) },
        edition,
        buyers: await writeBuyers(db, sessions, buyerCount),
      };
      console.log(values.json ? JSON.stringify(result) : sentence(result));
    } finally {
      await db.$disconnect();
    }
  } finally {
    await opened.close();
  }
});

function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d{1,13}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new BootError(`--${name} must be a whole number up to ${most}, not "${text}".`);
  return value;
}

function sentence({
  edition,
  buyers,
  url,
}: {
  edition: { sku: string; stock: number };
  buyers: unknown[];
  url: string;
}) {
  return `${buyers.length} buyers are signed in and ${edition.sku} is on sale with ${edition.stock} units at ${url}. Add --json for cookies and ids.`;
}
