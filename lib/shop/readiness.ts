import type { Owner } from "#lib/accounts/gate.ts";
import type { Uses } from "#lib/container.ts";
import { hasGaps, type PageKind, type ReadinessStep } from "#lib/shop/schema.ts";

/** Without these nobody may sell to a stranger. */
const wanted: PageKind[] = ["terms", "privacy", "imprint", "returns"];

/** What still stands between this shop and real money, in the order in which an owner does it. */
export async function readReadiness(
  { db, env, shop }: Uses<"db" | "env" | "shop">,
  _owner: Owner,
): Promise<ReadinessStep[]> {
  const [{ mode }, { legalName, address, contactEmail }, pages, product] = await Promise.all([
    db.shop.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true } }),
    shop.read(),
    db.$queryRaw<{ kind: PageKind; body: string }[]>`
      SELECT DISTINCT ON (kind, language) kind::text, body FROM shop_page ORDER BY kind, language, version DESC`,
    db.product.findFirst({ select: { id: true } }),
  ]);
  const isWhole = (kind: PageKind) => {
    const of = pages.filter((page) => page.kind === kind);
    return of.length > 0 && !of.some(({ body }) => hasGaps(body));
  };
  const isReal = mode === "real";
  return [
    { name: "real", isDone: isReal },
    { name: "address", isDone: env.PUBLIC_URL.startsWith("https:") },
    { name: "seller", isDone: legalName !== "" && address !== "" && contactEmail !== "" },
    { name: "pages", isDone: wanted.every(isWhole) },
    { name: "payments", isDone: env.STRIPE_SECRET_KEY !== undefined },
    { name: "mail", isDone: env.SMTP_URL !== undefined },
    { name: "product", isDone: isReal && product !== null },
  ];
}
