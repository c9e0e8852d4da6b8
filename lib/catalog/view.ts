import { firstFit } from "#lib/catalog/first-fit.ts";
import type { EditionView, PriceView, ProductView } from "#lib/catalog/schema.ts";
import { exemption } from "#lib/cooling-off/schema.ts";
import { viewGallery } from "#lib/gallery/view.ts";
import { viewGoal } from "#lib/goals/view.ts";
import { inLanguage } from "#lib/texts/view.ts";
import type { Locale } from "#lib/words/locale.ts";
import type { Prisma } from "#prisma/client/client.ts";

export const editionInclude = {
  inventory: true,
  prices: { orderBy: { currency: "asc" } },
  waves: { orderBy: { position: "asc" } },
  goals: { orderBy: { units: "asc" } },
} satisfies Prisma.EditionInclude;

/** A show that is planned or on air. */
const openShows = {
  where: { show: { status: { in: ["SCHEDULED", "LIVE"] } } },
  take: 1,
  select: { showId: true },
} satisfies Prisma.Product$showsArgs;

export const editionOfProductInclude = {
  ...editionInclude,
  product: { select: { language: true, archivedAt: true, shows: openShows } },
} satisfies Prisma.EditionInclude;

export const productSelect = {
  id: true,
  slug: true,
  name: true,
  tagline: true,
  description: true,
  facts: true,
  language: true,
  texts: true,
  image: true,
  pictures: true,
  archivedAt: true,
  delivery: true,
  editions: {
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    include: editionInclude,
  },
  shows: openShows,
} satisfies Prisma.ProductSelect;

type ProductRow = Prisma.ProductGetPayload<{ select: typeof productSelect }>;
type EditionRow = ProductRow["editions"][number];

/** As somebody reads it in their language; without one as it was written. Editions in the archive are for their host alone. */
export function viewProduct(
  { editions, shows, archivedAt, ...product }: ProductRow,
  reader?: Locale,
  { withArchived = false }: { withArchived?: boolean } = {},
): ProductView {
  const { name, tagline, description, facts } = product;
  return {
    ...product,
    ...inLanguage(product, { name, tagline, description, facts }, reader),
    pictures: viewGallery(product.pictures, product.language, reader),
    isArchived: archivedAt !== null,
    editions: editions
      .filter((edition) => withArchived || edition.archivedAt === null)
      .map((edition) =>
        viewEdition(edition, { opensInShow: opensInShow({ archivedAt, shows }), language: product.language, reader }),
      ),
  };
}

/** What is put away opens nowhere. */
export function opensInShow({ archivedAt, shows }: Pick<ProductRow, "archivedAt" | "shows">): boolean {
  return archivedAt === null && shows.length > 0;
}

type EditionPlace = { opensInShow: boolean; language: string; reader?: Locale };

export function viewEdition(row: EditionRow, { opensInShow, language, reader }: EditionPlace): EditionView {
  return {
    id: row.id,
    sku: row.sku,
    ...inLanguage(
      { language, texts: row.texts },
      { name: row.name, summary: row.summary, facts: row.facts, option: row.option },
      reader,
    ),
    variantGroup: row.variantGroup,
    swatch: row.swatch,
    image: row.image,
    ...viewPrices(row),
    perPersonLimit: row.perPersonLimit,
    refundDays: row.refundDays,
    holdSeconds: row.holdSeconds,
    offerSeconds: row.offerSeconds,
    lockDeadlineDays: row.lockDeadlineDays,
    addressLockDays: row.addressLockDays,
    weightGrams: row.weightGrams,
    coolingOffExemption: exemption.nullable().parse(row.coolingOffExemption),
    balanceDueOn: row.balanceDueOn && day(row.balanceDueOn),
    balanceGraceDays: row.balanceGraceDays,
    salesOpen: row.salesOpen,
    isArchived: row.archivedAt !== null,
    opensInShow,
    total: (row.inventory?.initial ?? 0) + (row.inventory?.adjusted ?? 0),
    available: (row.inventory?.available ?? 0) - (row.inventory?.pooled ?? 0),
    pooled: row.inventory?.pooled ?? 0,
    held: row.inventory?.held ?? 0,
    sold: row.inventory?.sold ?? 0,
    seq: Number(row.inventory?.ledgerSeq ?? 0),
    goals: row.goals.map((goal) => viewGoal(goal, reader)),
    nextWindow: viewNextWindow(row.waves),
    waves: row.waves.map((wave) => ({
      id: wave.id,
      capacity: wave.capacity,
      allocated: wave.allocated,
      start: day(wave.windowStart),
      end: day(wave.windowEnd),
    })),
  };
}

type PriceRow = {
  currency: string;
  priceMinor: bigint;
  depositMinor: bigint;
  taxBp: number;
  lowestMinor?: bigint | null;
  reducedAt?: Date | null;
};

/** After so long a price is what it is measured by itself. */
const reducedForMs = 30 * 86_400_000;

/** The main price, and those in further currencies as `prices`. */
export function viewPrices(row: PriceRow & { prices: PriceRow[] }): PriceView & { prices: PriceView[] } {
  return { ...viewPrice(row), prices: row.prices.map(viewPrice) };
}

function viewPrice({ currency, priceMinor, depositMinor, taxBp, lowestMinor, reducedAt }: PriceRow): PriceView {
  const isReduced = lowestMinor && reducedAt && Date.now() - reducedAt.getTime() < reducedForMs;
  return {
    ...{ currency, priceMinor: Number(priceMinor), depositMinor: Number(depositMinor), taxBp },
    ...(isReduced && { lowestMinor: Number(lowestMinor) }),
  };
}

function viewNextWindow(waves: EditionRow["waves"]): EditionView["nextWindow"] {
  const open = waves[firstFit(waves, 1)];
  if (!open) return null;
  const { windowStart, windowEnd, position, capacity, allocated } = open;
  return { start: day(windowStart), end: day(windowEnd), wave: position, left: capacity - allocated };
}

const day = (date: Date) => date.toISOString().slice(0, 10);
