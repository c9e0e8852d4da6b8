import { LRUCache } from "lru-cache";
import type { Database } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import { manualRail } from "#lib/payments/manual-rail.ts";
import type { Rail, RailName } from "#lib/payments/rail.ts";
import { TestRail } from "#lib/payments/test-rail.ts";

export type Rails = {
  /** The rail a payment was made on; null when this shop has no keys for it. */
  find: (name: string) => Rail | null;
  /** Throws when the shop has no such rail. */
  named: (name: string) => Rail;
  /** The rails that new payments may use, best first: in a shop, and in a demo. */
  offers: { shop: RailName[]; demo: RailName[] };
  /** Those of them that this shop offers. */
  offered: () => Promise<RailName[]>;
  /** The same as of this second, for a crowd that only looks. */
  shown: () => Promise<RailName[]>;
  /** Where this server answers, told once it listens: the test rail delivers its webhooks there. */
  answerAt: (origin: string) => void;
};

/** The settings decide what a shop offers; the test rail is for demos alone, since it takes no money. */
export async function createRails({ env, db, secret }: { env: Env; db: Database; secret: string }): Promise<Rails> {
  let address: string | undefined;
  const rails = new Map<string, Rail>();
  const stripe = await openStripe(env);
  if (stripe) rails.set(stripe.name, stripe);
  rails.set(manualRail.name, manualRail);
  rails.set("test", new TestRail({ db, secret, origin: () => address }));

  const shown = new LRUCache<"shop", Promise<RailName[]>>({ max: 1, ttl: 1000 });
  const all: (RailName | false)[] = [
    stripe !== null && "stripe",
    env.MANUAL_TRANSFER_INSTRUCTIONS !== undefined && "manual",
  ];
  const own = all.filter((name) => name !== false);
  const offers = { shop: own, demo: [...own, "test" as const] };
  const offered = async () => {
    const shop = await db.shop.findUnique({ where: { id: 1 } });
    return shop?.mode === "demo" ? offers.demo : offers.shop;
  };

  return {
    find: (name) => rails.get(name) ?? null,
    named(name) {
      const rail = rails.get(name);
      if (!rail) throw new Error(`there is no payment rail named ${name}`);
      return rail;
    },
    offers,
    offered,
    shown() {
      const known = shown.get("shop");
      if (known) return known;
      const reading = offered();
      shown.set("shop", reading);
      reading.catch(() => shown.delete("shop"));
      return reading;
    },
    answerAt(origin) {
      address = origin;
    },
  };
}

/** The SDK is loaded only by shops that use it. */
async function openStripe(env: Env): Promise<Rail | null> {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (!secretKey || !webhookSecret) return null;
  const { StripeRail } = await import("#lib/payments/stripe-rail.ts");
  return new StripeRail({ secretKey, webhookSecret, apiBase: env.STRIPE_API_BASE, publicUrl: env.PUBLIC_URL });
}
