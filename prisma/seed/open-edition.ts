import { randomBytes } from "node:crypto";
import { asStaffHost } from "#lib/accounts/gate.ts";
import { writeProduct } from "#lib/catalog/create-product.ts";
import type { EditionInput, ProductInput } from "#lib/catalog/schema.ts";
import type { Database } from "#lib/db.ts";

export type OpenEdition = {
  showId: string;
  productId: string;
  editionId: string;
  sku: string;
  priceMinor: number;
  depositMinor: number;
  currency: string;
  stock: number;
  perPersonLimit: number;
};

type Overrides = Partial<
  Pick<
    EditionInput,
    | "stock"
    | "priceMinor"
    | "depositMinor"
    | "taxBp"
    | "prices"
    | "waves"
    | "perPersonLimit"
    | "holdSeconds"
    | "lockDeadlineDays"
    | "addressLockDays"
    | "weightGrams"
    | "coolingOffExemption"
    | "currency"
    | "balanceDueOn"
    | "balanceGraceDays"
  >
> &
  Partial<Pick<ProductInput, "delivery">>;

/** A fresh product with one edition whose sales are open, in a live show of its own: something to buy, under the usual rules. */
export async function writeOpenEdition(
  db: Database,
  hostEmail: string,
  { delivery = "shipped", ...overrides }: Overrides = {},
): Promise<OpenEdition> {
  const run = randomBytes(4).toString("hex");
  const user = await db.user.findUniqueOrThrow({ where: { email: hostEmail } });
  const host = asStaffHost(user);
  if (!host) throw new Error(`${hostEmail} may not host`);
  const terms = {
    currency: "CNY",
    priceMinor: 24_900,
    depositMinor: 4900,
    stock: 500,
    perPersonLimit: 1,
    holdSeconds: 3600,
    lockDeadlineDays: null,
    addressLockDays: 14,
    weightGrams: null,
    coolingOffExemption: null,
    taxBp: 0,
    prices: [],
    balanceDueOn: null,
    balanceGraceDays: 7,
    ...overrides,
  };
  const sku = `RUN-${run.toUpperCase()}`;
  const start = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const end = new Date(Date.now() + 44 * 86_400_000).toISOString().slice(0, 10);
  const edition: EditionInput = {
    ...terms,
    sku,
    name: "Run",
    summary: "",
    facts: "",
    variantGroup: "",
    option: "",
    swatch: null,
    image: null,
    refundDays: 7,
    offerSeconds: 1800,
    waves: overrides.waves ?? [{ capacity: Math.max(terms.stock, 1), start, end }],
  };
  return db.$transaction(async (tx) => {
    const productId = await writeProduct(tx, host, {
      slug: `run-${run}`,
      name: `Run ${run}`,
      tagline: "Made by npm run seed",
      description: "",
      facts: "",
      image: null,
      delivery,
      editions: [edition],
    });
    const made = await tx.edition.update({ where: { sku }, data: { salesOpen: true } });
    const now = new Date();
    const show = await tx.show.create({
      data: {
        slug: `run-${run}`,
        title: `Run ${run}`,
        hostId: host.id,
        status: "LIVE",
        startsAt: now,
        wentLiveAt: now,
      },
    });
    await tx.showProduct.create({ data: { showId: show.id, productId, position: 1 } });
    const { priceMinor, depositMinor, currency, stock, perPersonLimit } = terms;
    return {
      showId: show.id,
      productId,
      editionId: made.id,
      sku,
      priceMinor,
      depositMinor,
      currency,
      stock,
      perPersonLimit,
    };
  });
}
