import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { Prisma } from "#prisma/client/client.ts";

export const productSelect = {
  id: true,
  slug: true,
  name: true,
  tagline: true,
  description: true,
  image: true,
  editions: {
    orderBy: [{ position: "asc" }, { createdAt: "asc" }],
    include: { inventory: true, waves: { orderBy: { position: "asc" } } },
  },
} satisfies Prisma.ProductSelect;

type ProductRow = Prisma.ProductGetPayload<{ select: typeof productSelect }>;
type EditionRow = ProductRow["editions"][number];

export function viewProduct({ editions, ...product }: ProductRow): ProductView {
  return { ...product, editions: editions.map(viewEdition) };
}

function viewEdition(row: EditionRow): EditionView {
  const open = row.waves.find((wave) => wave.allocated < wave.capacity);
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    summary: row.summary,
    image: row.image,
    priceMinor: Number(row.priceMinor),
    depositMinor: Number(row.depositMinor),
    currency: row.currency,
    perPersonLimit: row.perPersonLimit,
    refundDays: row.refundDays,
    holdSeconds: row.holdSeconds,
    offerSeconds: row.offerSeconds,
    lockDeadlineDays: row.lockDeadlineDays,
    balanceDueOn: row.balanceDueOn && day(row.balanceDueOn),
    balanceGraceDays: row.balanceGraceDays,
    salesOpen: row.salesOpen,
    total: (row.inventory?.initial ?? 0) + (row.inventory?.adjusted ?? 0),
    available: (row.inventory?.available ?? 0) - (row.inventory?.pooled ?? 0),
    pooled: row.inventory?.pooled ?? 0,
    held: row.inventory?.held ?? 0,
    sold: row.inventory?.sold ?? 0,
    seq: Number(row.inventory?.ledgerSeq ?? 0),
    nextWindow: open ? { start: day(open.windowStart), end: day(open.windowEnd) } : null,
    waves: row.waves.map((wave) => ({
      capacity: wave.capacity,
      allocated: wave.allocated,
      start: day(wave.windowStart),
      end: day(wave.windowEnd),
    })),
  };
}

const day = (date: Date) => date.toISOString().slice(0, 10);
