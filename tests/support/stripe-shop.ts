import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import pg from "pg";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { startStripeCounterpart } from "#tests/support/stripe-counterpart.ts";

const root = join(import.meta.dirname, "..", "..");
const script = readFileSync(join(import.meta.dirname, "stripe-script.js"), "utf8");
const keys = { secretKey: "sk_test_shop", webhookSecret: "whsec_shop", publishableKey: "pk_test_shop" };

export type StripeShop = Awaited<ReturnType<typeof startStripeShop>>;

/** The whole product with Stripe's keys, on a data folder of its own, beside the counterpart that its keys lead to. */
export async function startStripeShop(settings: Record<string, string> = {}) {
  const stripe = await startStripeCounterpart(keys);
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "launchroom-stripe-"));
  const env = {
    ...process.env,
    ...{ PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, LOG_LEVEL: "warn", DATABASE_URL: "" },
    DEMO: "still",
    ...{ STRIPE_SECRET_KEY: keys.secretKey, STRIPE_WEBHOOK_SECRET: keys.webhookSecret },
    ...{ STRIPE_PUBLISHABLE_KEY: keys.publishableKey, STRIPE_API_BASE: stripe.url },
    ...settings,
  };
  const child = spawn(process.execPath, ["server.ts"], { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  await waitFor(`${url}/ready`, () => child.exitCode === null);
  stripe.sendWebhooksTo(`${url}/api/payments/webhooks/stripe`);

  return {
    url,
    stripe,
    /** A browser in which Stripe.js is the counterpart's. */
    async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ baseURL: url, ...options });
      const body = script.replaceAll("__API__", stripe.url);
      await context.route("https://js.stripe.com/**", (route) =>
        route.fulfill({ contentType: "text/javascript", body }),
      );
      return context.newPage();
    },
    async sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
      const { url: databaseUrl } = await openDatabase({ DATA_DIR: dataDir, DATABASE_URL: undefined });
      const db = new pg.Client({ connectionString: databaseUrl });
      await db.connect();
      const { rows } = await db.query(text, values);
      await db.end();
      return rows;
    },
    async stop() {
      if (child.exitCode === null) {
        const gone = once(child, "exit");
        child.kill("SIGTERM");
        await gone;
      }
      await stripe.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function waitFor(address: string, isAlive: () => boolean) {
  while (isAlive()) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resume) => setTimeout(resume, 300));
  }
  throw new Error("the shop with Stripe did not start");
}
