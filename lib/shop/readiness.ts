import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { isStripeTestKey } from "#lib/payments/stripe-key.ts";
import { hasGaps, type PageKind, type ReadinessStep, readinessSteps, type ShopView } from "#lib/shop/schema.ts";

/** Without these nobody may sell to a stranger. */
const wanted: PageKind[] = ["terms", "privacy", "imprint", "returns"];
const unnamed = "Launchroom";

/**
 * What still stands between this shop and real money, in the order in which an owner does it. Every item is computed from what is there
 * now: nothing is ticked, so nothing is ticked by mistake.
 */
export async function readReadiness(app: Uses<"db" | "env" | "shop">, _owner: Owner): Promise<ReadinessStep[]> {
  const { db, env, shop } = app;
  const [{ mode }, said, pages, product, unguarded] = await Promise.all([
    db.shop.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true } }),
    shop.read(),
    readPages(app),
    db.product.findFirst({ where: { editions: { some: {} } }, select: { id: true } }),
    db.user.count({ where: { role: "owner", factors: { none: { confirmedAt: { not: null } } } } }),
  ]);
  const isReal = mode === "real";
  const done: Record<ReadinessStep["name"], boolean> = {
    real: isReal,
    name: said.name !== unnamed,
    seller: isSellerSaid(said),
    payments: takesMoney(env),
    mail: env.SMTP_URL !== undefined,
    address: env.PUBLIC_URL.startsWith("https:"),
    pages: wanted.every((kind) => isWhole(pages.filter((page) => page.kind === kind))),
    factors: unguarded === 0,
    product: isReal && product !== null,
  };
  return readinessSteps.map((name) => ({ name, isDone: done[name] }));
}

function readPages({ db }: Uses<"db">) {
  return db.$queryRaw<Page[]>`
    SELECT DISTINCT ON (kind, language) kind::text, body FROM shop_page ORDER BY kind, language, version DESC`;
}

type Page = { kind: PageKind; body: string };

/** Published in some language, and nowhere still a template. */
function isWhole(versions: Page[]): boolean {
  return versions.length > 0 && !versions.some(({ body }) => hasGaps(body));
}

export const isSellerSaid = ({ legalName, address, contactEmail }: ShopView) =>
  legalName !== "" && address !== "" && contactEmail !== "";

/** Cards of Stripe's test mode are no money; a bank transfer is. */
export function takesMoney({ STRIPE_SECRET_KEY: key, MANUAL_TRANSFER_INSTRUCTIONS: transfer }: Uses<"env">["env"]) {
  return (key !== undefined && !isStripeTestKey(key)) || transfer !== undefined;
}
