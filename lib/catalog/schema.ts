import { z } from "zod";
import { delivery } from "#lib/addresses/schema.ts";
import { exemption } from "#lib/cooling-off/schema.ts";
import { factLines } from "#lib/facts/schema.ts";
import { fileFault, fileReading } from "#lib/files/schema.ts";
import { gallery, pictureView } from "#lib/gallery/schema.ts";
import { goalView } from "#lib/goals/schema.ts";
import { imageAddress } from "#lib/images/schema.ts";
import { nextWindow } from "#lib/live/contract.ts";
import { day } from "#lib/moment.ts";
import { isCurrency } from "#lib/money.ts";
import { pageCursor } from "#lib/page-cursor.ts";
import { line, prose, term } from "#lib/text.ts";
import { foreignTexts, language, translations } from "#lib/texts/schema.ts";
import { groupsFit, namesItsOption, optionText, variantFields } from "#lib/variants/schema.ts";

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as CNY")
  .refine(isCurrency, "is not a currency");

/** Integer minor units of the currency that stands beside it. */
export const minorUnits = z.int().min(0).max(1_000_000_000_000);

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "only lower-case letters, digits and single hyphens")
  .max(80);
export const sku = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,39}$/, "only A-Z, digits and hyphens");

/** A window as it is shown: with the way to a city it may end after the last day that can be typed. */
export const deliveryWindow = z.object({ start: z.iso.date(), end: z.iso.date() });
export type DeliveryWindow = z.infer<typeof deliveryWindow>;

const waveFields = { capacity: z.int().min(1).max(10_000_000), start: day, end: day };
const endsAfterStart = { path: ["end"], message: "must not be before start" };
const inOrder = { path: ["waves"], message: "must have later windows one after the other" };

export const waveInput = z.strictObject(waveFields).refine((wave) => wave.start <= wave.end, endsAfterStart);
/** A wave as it should be; with its id it is one that exists. */
export const waveChange = z
  .strictObject({ id: z.uuid().optional(), ...waveFields })
  .refine((wave) => wave.start <= wave.end, endsAfterStart);
export type WaveChange = z.infer<typeof waveChange>;

/** No wave begins or ends before the one in front of it. */
function areInOrder(waves: { start: string; end: string }[]): boolean {
  return waves.every((wave, index) => {
    const before = waves[index - 1];
    return !before || (before.start <= wave.start && before.end <= wave.end);
  });
}

const priceFields = {
  priceMinor: minorUnits,
  depositMinor: minorUnits,
  /** The tax inside the price, in hundredths of a percent: 1300 is 13 %. */
  taxBp: z.int().min(0).max(10_000).default(0),
};
const depositFits = { path: ["depositMinor"], message: "may not exceed priceMinor" };

/** What something is sold for, tax included. */
export const salePrice = z
  .strictObject({ currency: currencyCode, priceMinor: minorUnits, depositMinor: minorUnits })
  .refine((price) => price.depositMinor <= price.priceMinor, depositFits);

/** What the seller asks in a further currency, tax included; typed, never converted. */
export const priceInput = z
  .strictObject({ currency: currencyCode, ...priceFields })
  .refine((price) => price.depositMinor <= price.priceMinor, depositFits);

const furtherPrices = z.array(priceInput).max(20).default([]);
const eachOnce = { path: ["prices"], message: "may name every currency only once, and not the main one" };

function nameEachOnce({ currency, prices }: { currency: string; prices: { currency: string }[] }): boolean {
  return new Set([currency, ...prices.map((price) => price.currency)]).size === prices.length + 1;
}

/** Every price of an edition: the main one and those in further currencies. Orders that stand keep theirs. */
export const pricesInput = z
  .strictObject({ currency: currencyCode, ...priceFields, prices: furtherPrices })
  .refine((edition) => edition.depositMinor <= edition.priceMinor, depositFits)
  .refine(nameEachOnce, eachOnce);
export type PricesInput = z.infer<typeof pricesInput>;

const editionTexts = { name: line(120), summary: prose(500), facts: factLines, option: optionText };

const terms = {
  name: line(120),
  summary: prose(500),
  /** One a line, `name: value`; what it says under the same name takes the place of the product's. */
  facts: factLines,
  ...variantFields,
  image: imageAddress.nullable(),
  perPersonLimit: z.int().min(1).max(1000),
  refundDays: z.int().min(0).max(365),
  holdSeconds: z.int().min(10).max(86_400),
  /** How long somebody from the waitlist has to pay for the units that came free. */
  offerSeconds: z.int().min(60).max(604_800),
  /** Days after placing within which the buyer may lock; null is no deadline. Nothing locks by itself. */
  lockDeadlineDays: z.int().min(1).max(3650).nullable(),
  /** Days before the first day of delivery from which an order's address stays as it is. */
  addressLockDays: z.int().min(0).max(365),
  /** What one unit weighs with its box; null counts as nothing. */
  weightGrams: z.int().min(1).max(1_000_000).nullable(),
  /** Why it cannot be sent back within the days of cooling off; null when it can. */
  coolingOffExemption: exemption.nullable(),
};

export const editionInput = z
  .strictObject({
    ...terms,
    ...priceFields,
    summary: terms.summary.default(""),
    facts: terms.facts.default(""),
    variantGroup: terms.variantGroup.default(""),
    option: terms.option.default(""),
    swatch: terms.swatch.default(null),
    texts: translations(editionTexts).optional(),
    image: terms.image.default(null),
    currency: currencyCode,
    prices: furtherPrices,
    perPersonLimit: terms.perPersonLimit.default(1),
    refundDays: terms.refundDays.default(7),
    holdSeconds: terms.holdSeconds.default(300),
    offerSeconds: terms.offerSeconds.default(1800),
    lockDeadlineDays: terms.lockDeadlineDays.default(null),
    addressLockDays: terms.addressLockDays.default(14),
    weightGrams: terms.weightGrams.default(null),
    coolingOffExemption: terms.coolingOffExemption.default(null),
    /** The day on which the balance of locked orders is charged; null is when the seller calls, because it is ready. */
    balanceDueOn: day.nullable().default(null),
    /** Days that an order keeps its place after the third charge of its balance failed. */
    balanceGraceDays: z.int().min(1).max(365).default(7),
    sku,
    stock: z.int().min(0).max(10_000_000),
    waves: z.array(waveInput).min(1).max(24),
  })
  .refine((edition) => edition.depositMinor <= edition.priceMinor, depositFits)
  .refine(nameEachOnce, eachOnce)
  .refine(namesItsOption, { path: ["option"], message: "must say which of the variants it is" })
  .refine((edition) => edition.waves.reduce((units, wave) => units + wave.capacity, 0) >= edition.stock, {
    path: ["waves"],
    message: "must promise a window to every unit of stock",
  })
  .refine((edition) => areInOrder(edition.waves), inOrder);
export type EditionInput = z.infer<typeof editionInput>;

/** What may change on an edition that sells: texts, limits and times for orders to come. */
export const editionChange = z.strictObject({ ...terms, texts: translations(editionTexts) }).partial();
export type EditionChange = z.infer<typeof editionChange>;

/** All waves of an edition as they should be, in order. */
export const wavesInput = z
  .strictObject({ waves: z.array(waveChange).min(1).max(24) })
  .refine(({ waves }) => areInOrder(waves), inOrder);
export type WavesInput = z.infer<typeof wavesInput>;

const productTexts = { name: line(120), tagline: prose(200), description: prose(5000), facts: factLines };

const productFields = {
  ...productTexts,
  /** The cover alone, for whoever keeps no gallery; not read beside `pictures`. */
  image: imageAddress.nullable(),
  pictures: gallery,
  /** The language of the texts that stand beside it, and of those of the editions. */
  language,
  texts: translations(productTexts),
  delivery,
};

export const productInput = z.strictObject({
  ...productFields,
  slug,
  tagline: productFields.tagline.default(""),
  description: productFields.description.default(""),
  facts: productFields.facts.default(""),
  image: productFields.image.default(null),
  pictures: gallery.optional(),
  language: language.optional(),
  texts: productFields.texts.optional(),
  delivery: delivery.default("shipped"),
});
export type ProductInput = z.infer<typeof productInput>;

/** A product keeps its address; everything said about it may change. */
export const productChange = z.strictObject(productFields).partial();
export type ProductChange = z.infer<typeof productChange>;

/** Every edition's id, in the order in which buyers see them. */
export const editionOrder = z.strictObject({ ids: z.array(z.uuid()).max(500) });
export const archiveSwitch = z.strictObject({ archived: z.boolean() });

/** Which of their products a host asks for. `q` is a part of a name, in any language, or of an edition's SKU. */
export const productFilter = z.strictObject({
  q: term(120).min(1).optional(),
  archived: z.enum(["true", "false"]).default("false"),
});
export type ProductFilter = z.infer<typeof productFilter>;

export const productListQuery = productFilter.extend({
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type ProductListQuery = z.infer<typeof productListQuery>;

/** One product with its editions, as the import file and the form send it. */
export const productWithEditions = productInput.extend({
  editions: z
    .array(editionInput)
    .max(50)
    .refine(groupsFit, "may have at most 20 variants of one edition, each with an option of its own"),
});
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

export const waveView = z.object({
  id: z.uuid(),
  capacity: z.number(),
  allocated: z.number(),
  start: z.iso.date(),
  end: z.iso.date(),
});
export type WaveView = z.infer<typeof waveView>;

export const priceView = z.object({
  currency: z.string(),
  priceMinor: z.int(),
  depositMinor: z.int(),
  taxBp: z.number(),
  /** Where it costs less than in any of the 30 days before: the lowest price of these days. */
  lowestMinor: z.int().nullish(),
});
export type PriceView = z.infer<typeof priceView>;

export const editionView = z.object({
  id: z.uuid(),
  sku: z.string(),
  name: z.string(),
  summary: z.string(),
  /** One a line, `name: value`. */
  facts: z.string(),
  /** Editions of the product with the same word here are offered as one, told apart by `option`; empty stands alone. */
  variantGroup: z.string(),
  option: z.string(),
  swatch: z.string().nullable(),
  image: z.string().nullable(),
  /** The language of the row's own texts, and all of them by language. */
  language: language.optional(),
  texts: translations({ name: z.string(), summary: z.string(), facts: z.string(), option: z.string() }).optional(),
  /** Which of the texts above are not in the reader's language. */
  foreign: foreignTexts.optional(),
  /** The main price; `prices` are those in further currencies. All include their tax. */
  ...priceView.shape,
  prices: z.array(priceView),
  /** From so many reserved units on everybody gets something; by units. */
  goals: z.array(goalView),
  perPersonLimit: z.number(),
  refundDays: z.number(),
  holdSeconds: z.number(),
  /** How long somebody on the waitlist has to pay once units came free. */
  offerSeconds: z.number(),
  lockDeadlineDays: z.number().nullable(),
  addressLockDays: z.number(),
  weightGrams: z.number().nullable(),
  coolingOffExemption: exemption.nullable(),
  balanceDueOn: z.iso.date().nullable(),
  balanceGraceDays: z.number(),
  salesOpen: z.boolean(),
  /** Put away by its host; left out wherever buyers look. */
  isArchived: z.boolean().optional(),
  /** Whether a show that is planned or on air lists it: what is closed now opens there. */
  opensInShow: z.boolean(),
  total: z.number(),
  /** What the shop may sell now: without the units that drops have to themselves, which are `pooled`. */
  available: z.number(),
  pooled: z.number(),
  held: z.number(),
  sold: z.number(),
  seq: z.number(),
  /** What the next buyer is promised; null when every wave is full. */
  nextWindow: nextWindow.nullable(),
  waves: z.array(waveView),
});
export type EditionView = z.infer<typeof editionView>;

export const productView = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  tagline: z.string(),
  description: z.string(),
  /** One a line, `name: value`. */
  facts: z.string(),
  /** The first of its pictures. */
  image: z.string().nullable(),
  pictures: z.array(pictureView),
  /** The language of the row's own texts, and all of them by language. */
  language: language.optional(),
  texts: translations({ name: z.string(), tagline: z.string(), description: z.string(), facts: z.string() }).optional(),
  /** Which of the texts above are not in the reader's language. */
  foreign: foreignTexts.optional(),
  /** How it gets to whoever buys it. */
  delivery,
  /** Put away by its host: nobody can order it until it is brought back. */
  isArchived: z.boolean().optional(),
  editions: z.array(editionView),
});
export type ProductView = z.infer<typeof productView>;

export const productPage = z.object({
  products: z.array(productView),
  /** Where the next page goes on; null on the last. */
  next: z.string().nullable(),
});
export type ProductPage = z.infer<typeof productPage>;

/** What a file does not say and a shop's export never does: asked for once, for every row. */
export const importTerms = z.object({
  currency: currencyCode.optional(),
  taxBp: z.coerce.number().int().min(0).max(10_000).optional(),
  windowStart: day.optional(),
  windowEnd: day.optional(),
});
export type ImportTerms = z.infer<typeof importTerms>;

export const importLayout = z.enum(["launchroom", "shopify", "woocommerce", "json"]);
export type ImportLayout = z.infer<typeof importLayout>;

/** One edition as it would be written. */
export const importLine = z.object({
  row: z.int(),
  slug: z.string(),
  product: z.string(),
  sku: z.string(),
  edition: z.string(),
  currency: z.string(),
  priceMinor: z.int(),
  depositMinor: z.int(),
  taxBp: z.int(),
  stock: z.int(),
  window: deliveryWindow,
  /** Whether nothing has its address and number yet. */
  isNew: z.boolean(),
});
export type ImportLine = z.infer<typeof importLine>;

export const importReport = z.object({
  dryRun: z.boolean(),
  layout: importLayout,
  ...fileReading.shape,
  /** Rows found, also those at fault. */
  rows: z.number(),
  products: z.number(),
  editions: z.number(),
  units: z.number(),
  /** The first 500 faults; `faults` counts all. Nothing is written while there is one. */
  errors: z.array(fileFault),
  faults: z.number(),
  /** What is understood and left behind, because there is no place for it. */
  notes: z.array(fileFault),
  /** The first 200 editions. */
  preview: z.array(importLine),
  /** Encodings that the file may be in, when it does not tell; each with its telling lines. */
  candidates: z.array(z.object({ encoding: z.string(), beginning: z.string() })),
});
export type ImportReport = z.infer<typeof importReport>;
