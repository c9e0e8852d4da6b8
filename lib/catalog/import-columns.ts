import { foldName } from "#lib/files/read-table.ts";
import { type GalleryPicture, maxPictures } from "#lib/gallery/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";

const fixed = new Set([
  ...["product_slug", "product_name", "product_tagline", "product_description", "product_image", "product_language"],
  ...["product_delivery", "product_facts", "edition_facts", "variant_group", "option", "swatch"],
  ...["sku", "edition_name", "edition_summary", "edition_image", "currency", "price", "deposit", "tax_bp", "stock"],
  ...[
    "per_person_limit",
    "refund_days",
    "lock_deadline_days",
    "address_lock_days",
    ...["weight_grams", "cooling_off_exemption"],
    "balance_due_on",
    "balance_grace_days",
  ],
]);
const textColumns = {
  product: {
    name: "product_name",
    tagline: "product_tagline",
    description: "product_description",
    facts: "product_facts",
  },
  edition: { name: "edition_name", summary: "edition_summary", facts: "edition_facts", option: "option" },
} as const;
export const maxWaves = 24;

/** Whether a folded column name means something to the import. */
export function isKnownColumn(column: string): boolean {
  return (
    fixed.has(column) ||
    /^(price|deposit|tax_bp)_[a-z]{3}$/.test(column) ||
    isWave(column) ||
    isText(column) ||
    isPicture(column)
  );
}

/** The columns that speak of a whole product: every row of it says the same, or nothing. */
export function isProductColumn(column: string): boolean {
  return column.startsWith("product_") && column !== "product_slug";
}

/** `product_name_zh-CN` and the like, by language and field: what a row says in further languages. */
export function textsOfRow(thing: keyof typeof textColumns, row: Record<string, string>) {
  const texts: Partial<Record<Locale, Record<string, string>>> = {};
  for (const locale of locales) {
    for (const [field, column] of Object.entries(textColumns[thing])) {
      const text = row[translated(column, locale)];
      if (text) texts[locale] = { ...texts[locale], [field]: text };
    }
  }
  return Object.keys(texts).length > 0 ? { texts } : {};
}

/** `product_image`, `product_image2` and so on, each with its `_alt`, also by language. */
const pictureColumns = Array.from({ length: maxPictures }, (_, index) =>
  index === 0 ? "product_image" : `product_image${index + 1}`,
);

/** The columns of a row that name pictures, in the order of the gallery. */
export function pictureColumnsOf(cells: Record<string, string>): string[] {
  return pictureColumns.filter((column) => cells[column] || altColumns(column).some((alt) => cells[alt]));
}

/** The gallery that a row names; a picture that is only described has no address, which the schema then refuses. */
export function picturesOfRow(cells: Record<string, string>): GalleryPicture[] {
  return pictureColumnsOf(cells).map((column) => {
    const texts = locales.flatMap((locale) => {
      const alt = cells[translated(`${column}_alt`, locale)];
      return alt ? [[locale, { alt }] as const] : [];
    });
    return {
      src: cells[column] ?? "",
      alt: cells[`${column}_alt`] ?? "",
      ...(texts.length > 0 ? { texts: Object.fromEntries(texts) } : {}),
    };
  });
}

function altColumns(column: string): string[] {
  return [`${column}_alt`, ...locales.map((locale) => translated(`${column}_alt`, locale))];
}

function isPicture(column: string): boolean {
  return pictureColumns.some((known) => known === column || altColumns(known).includes(column));
}

function isWave(column: string): boolean {
  const number = Number(/^wave([1-9]\d?)_(?:capacity|start|end)$/.exec(column)?.[1] ?? 0);
  return number >= 1 && number <= maxWaves;
}

function isText(column: string): boolean {
  const texts = [...Object.values(textColumns.product), ...Object.values(textColumns.edition)];
  return locales.some((locale) => texts.some((text) => translated(text, locale) === column));
}

function translated(column: string, locale: Locale): string {
  return `${column}_${foldName(locale)}`;
}

/** The column that holds a field of the schema: `waves.0.end` is `wave1_end`, `texts.zh-CN.name` is `product_name_zh_cn`. */
export function columnOfField(field: string, thing: keyof typeof textColumns): string {
  const wave = /^waves\.(\d+)\.(capacity|start|end)$/.exec(field);
  if (wave) return `wave${Number(wave[1]) + 1}_${wave[2]}`;
  const [, locale, part] = /^texts\.([\w-]+)\.(\w+)$/.exec(field) ?? [];
  const known = part ? part : field;
  const column = columns.get(`${thing}.${known}`) ?? columns.get(known) ?? known;
  return locale ? `${column}_${foldName(locale)}` : column;
}

const columns = new Map([
  ["product.name", "product_name"],
  ["product.image", "product_image"],
  ["product.language", "product_language"],
  ["edition.name", "edition_name"],
  ["edition.image", "edition_image"],
  ["delivery", "product_delivery"],
  ["slug", "product_slug"],
  ["tagline", "product_tagline"],
  ["description", "product_description"],
  ["summary", "edition_summary"],
  ["variantGroup", "variant_group"],
  ["editions", "variant_group"],
  ["product.facts", "product_facts"],
  ["edition.facts", "edition_facts"],
  ["priceMinor", "price"],
  ["depositMinor", "deposit"],
  ["taxBp", "tax_bp"],
  ["perPersonLimit", "per_person_limit"],
  ["refundDays", "refund_days"],
  ["lockDeadlineDays", "lock_deadline_days"],
  ["addressLockDays", "address_lock_days"],
  ["weightGrams", "weight_grams"],
  ["coolingOffExemption", "cooling_off_exemption"],
  ["balanceDueOn", "balance_due_on"],
  ["balanceGraceDays", "balance_grace_days"],
  ["waves", "wave1_capacity"],
]);
