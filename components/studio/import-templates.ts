import { type ProductWithEditions, productWithEditions } from "#lib/catalog/schema.ts";
import { galleryOf } from "#lib/gallery/view.ts";
import { toDecimal } from "#lib/money.ts";

/**
 * The columns of the import file, in order. `price_usd` and its companions stand for any further currency; `wave1_…` repeats as
 * `wave2_…` and so on, up to 24.
 */
export const importColumns = [
  "product_slug",
  "product_name",
  "product_tagline",
  "product_description",
  "product_facts",
  "product_image",
  "product_image_alt",
  "product_image2",
  "product_image2_alt",
  "product_delivery",
  "sku",
  "edition_name",
  "edition_summary",
  "edition_facts",
  "variant_group",
  "option",
  "swatch",
  "edition_image",
  "price",
  "deposit",
  "currency",
  "tax_bp",
  "stock",
  "per_person_limit",
  "refund_days",
  "lock_deadline_days",
  "address_lock_days",
  "weight_grams",
  "cooling_off_exemption",
  "balance_due_on",
  "balance_grace_days",
  "price_usd",
  "deposit_usd",
  "tax_bp_usd",
  "wave1_capacity",
  "wave1_start",
  "wave1_end",
] as const;

/** A catalogue to write over: two editions of one product, checked by the schema that the import itself uses. */
export function exampleCatalogue(year: number): ProductWithEditions[] {
  const edition = { currency: "CNY", taxBp: 1300, perPersonLimit: 2, refundDays: 7 };
  return [
    productWithEditions.parse({
      slug: "field-mug",
      name: "Field mug",
      tagline: "Enamel, 350 ml, made to be dropped",
      facts: "Volume: 350 ml\nWeight: 142 g",
      editions: [
        {
          ...edition,
          sku: "MUG-WHITE",
          name: "White",
          summary: "White enamel, blue rim",
          facts: "Rim: blue",
          priceMinor: 8900,
          depositMinor: 0,
          stock: 500,
          waves: [
            { capacity: 300, start: `${year}-03-01`, end: `${year}-03-15` },
            { capacity: 200, start: `${year}-04-01`, end: `${year}-04-15` },
          ],
        },
        {
          ...edition,
          sku: "MUG-NUMBERED",
          name: "Numbered",
          summary: "Stamped 1 to 100",
          priceMinor: 24_900,
          depositMinor: 5000,
          prices: [{ currency: "USD", priceMinor: 3900, depositMinor: 0 }],
          perPersonLimit: 1,
          stock: 100,
          waves: [{ capacity: 100, start: `${year}-05-01`, end: `${year}-05-31` }],
        },
      ],
    }),
  ];
}

export function jsonTemplate(catalogue: ProductWithEditions[]): string {
  return `${JSON.stringify(catalogue, null, 2)}\n`;
}

/** One line per edition; prices as plain decimals in the major unit. */
export function csvTemplate(catalogue: ProductWithEditions[]): string {
  const waves = Math.max(...catalogue.flatMap(({ editions }) => editions.map((edition) => edition.waves.length)));
  const fixed = importColumns.filter((column) => !/^wave|_usd$/.test(column));
  const currencies = currenciesIn(catalogue);
  const priceColumns = currencies.flatMap((code) =>
    ["price", "deposit", "tax_bp"].map((part) => `${part}_${code.toLowerCase()}`),
  );
  const waveColumns = Array.from({ length: waves }, (_, index) =>
    ["capacity", "start", "end"].map((part) => `wave${index + 1}_${part}`),
  ).flat();
  const rows = catalogue.flatMap((product) =>
    product.editions.map((edition) => [
      product.slug,
      product.name,
      product.tagline,
      product.description,
      product.facts,
      ...[0, 1].flatMap((at) => [galleryOf(product)[at]?.src ?? "", galleryOf(product)[at]?.alt ?? ""]),
      product.delivery,
      edition.sku,
      edition.name,
      edition.summary,
      edition.facts,
      edition.variantGroup,
      edition.option,
      edition.swatch ?? "",
      edition.image ?? "",
      toDecimal(edition.priceMinor, edition.currency),
      toDecimal(edition.depositMinor, edition.currency),
      edition.currency,
      edition.taxBp,
      edition.stock,
      edition.perPersonLimit,
      edition.refundDays,
      edition.lockDeadlineDays ?? "",
      edition.addressLockDays,
      edition.weightGrams ?? "",
      edition.coolingOffExemption ?? "",
      edition.balanceDueOn ?? "",
      edition.balanceGraceDays,
      ...currencies.flatMap((code) => {
        const price = edition.prices.find(({ currency }) => currency === code);
        return price
          ? [toDecimal(price.priceMinor, code), toDecimal(price.depositMinor, code), String(price.taxBp)]
          : ["", "", ""];
      }),
      ...Array.from({ length: waves }, (_, index) => {
        const wave = edition.waves[index];
        return wave ? [wave.capacity, wave.start, wave.end] : ["", "", ""];
      }).flat(),
    ]),
  );
  return [[...fixed, ...priceColumns, ...waveColumns], ...rows]
    .map((row) => `${row.map(quote).join(",")}\r\n`)
    .join("");
}

function currenciesIn(catalogue: ProductWithEditions[]): string[] {
  const prices = catalogue.flatMap(({ editions }) => editions.flatMap((edition) => edition.prices));
  return [...new Set(prices.map(({ currency }) => currency))];
}

function quote(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
