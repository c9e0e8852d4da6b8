import { z } from "zod";

const line = (max: number) => z.string().trim().min(1).max(max).refine(noNul, "may not contain NUL");
const prose = (max: number) => z.string().trim().max(max).refine(noNul, "may not contain NUL");

function noNul(value: string) {
  return !value.includes("\u0000");
}

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as CNY")
  .refine((code) => Intl.supportedValuesOf("currency").includes(code), "is not a currency");

/** Integer minor units of the currency that stands beside it. */
export const minorUnits = z.int().min(0).max(1_000_000_000_000);

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "only lower-case letters, digits and single hyphens")
  .max(80);
export const sku = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,39}$/, "only A-Z, digits and hyphens");
const image = z
  .string()
  .max(400)
  .regex(/^(\/|https:\/\/)/, "must be a path or an https address");
const day = z.iso.date();

export const deliveryWindow = z.object({ start: day, end: day });
export type DeliveryWindow = z.infer<typeof deliveryWindow>;

export const waveInput = z
  .strictObject({ capacity: z.int().min(1).max(10_000_000), start: day, end: day })
  .refine((wave) => wave.start <= wave.end, { path: ["end"], message: "must not be before start" });

const editionFields = {
  name: line(120),
  summary: prose(500).default(""),
  image: image.nullable().default(null),
  priceMinor: minorUnits,
  depositMinor: minorUnits,
  currency: currencyCode,
  perPersonLimit: z.int().min(1).max(1000).default(1),
  refundDays: z.int().min(0).max(365).default(7),
  holdSeconds: z.int().min(10).max(86_400).default(300),
  /** Days after placing within which the buyer may lock; null is no deadline. Nothing locks by itself. */
  lockDeadlineDays: z.int().min(1).max(3650).nullable().default(null),
  /** The day on which the balance of locked orders is charged; null is when the seller calls, because it is ready. */
  balanceDueOn: day.nullable().default(null),
  /** Days that an order keeps its place after the third charge of its balance failed. */
  balanceGraceDays: z.int().min(1).max(365).default(7),
};

export const editionInput = z
  .strictObject({
    ...editionFields,
    sku,
    stock: z.int().min(0).max(10_000_000),
    waves: z.array(waveInput).min(1).max(24),
  })
  .refine((edition) => edition.depositMinor <= edition.priceMinor, {
    path: ["depositMinor"],
    message: "may not exceed priceMinor",
  })
  .refine((edition) => edition.waves.reduce((units, wave) => units + wave.capacity, 0) >= edition.stock, {
    path: ["waves"],
    message: "must promise a window to every unit of stock",
  });
export type EditionInput = z.infer<typeof editionInput>;

export const productInput = z.strictObject({
  slug,
  name: line(120),
  tagline: prose(200).default(""),
  description: prose(5000).default(""),
  image: image.nullable().default(null),
});
export type ProductInput = z.infer<typeof productInput>;

/** One product with its editions, as the import file and the form send it. */
export const productWithEditions = productInput.extend({ editions: z.array(editionInput).max(50) });
export type ProductWithEditions = z.infer<typeof productWithEditions>;

export const stockAdjustment = z.strictObject({
  delta: z
    .int()
    .min(-10_000_000)
    .max(10_000_000)
    .refine((n) => n !== 0),
  reason: line(300),
});
export const salesSwitch = z.strictObject({ open: z.boolean() });

export const waveView = z.object({ capacity: z.number(), allocated: z.number(), start: day, end: day });

export const editionView = z.object({
  id: z.uuid(),
  sku: z.string(),
  name: z.string(),
  summary: z.string(),
  image: z.string().nullable(),
  priceMinor: z.number(),
  depositMinor: z.number(),
  currency: z.string(),
  perPersonLimit: z.number(),
  refundDays: z.number(),
  holdSeconds: z.number(),
  /** How long somebody on the waitlist has to pay once units came free. */
  offerSeconds: z.number(),
  lockDeadlineDays: z.number().nullable(),
  balanceDueOn: day.nullable(),
  balanceGraceDays: z.number(),
  salesOpen: z.boolean(),
  total: z.number(),
  /** What the shop may sell now: without the units that drops have to themselves, which are `pooled`. */
  available: z.number(),
  pooled: z.number(),
  held: z.number(),
  sold: z.number(),
  seq: z.number(),
  /** The window the next buyer is promised; null when every wave is full. */
  nextWindow: deliveryWindow.nullable(),
  waves: z.array(waveView),
});
export type EditionView = z.infer<typeof editionView>;

export const productView = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  tagline: z.string(),
  description: z.string(),
  image: z.string().nullable(),
  editions: z.array(editionView),
});
export type ProductView = z.infer<typeof productView>;

export const importReport = z.object({
  dryRun: z.boolean(),
  products: z.number(),
  editions: z.number(),
  units: z.number(),
  /** `row` counts from 1 without the CSV header; for JSON it is the product's place. */
  errors: z.array(z.object({ row: z.number(), field: z.string(), message: z.string() })),
});
export type ImportReport = z.infer<typeof importReport>;
