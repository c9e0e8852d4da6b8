import { checkProducts } from "#lib/catalog/check-products.ts";
import type { ParsedCatalog } from "#lib/catalog/parsed-catalog.ts";
import type { ImportTerms } from "#lib/catalog/schema.ts";
import { ShopExport } from "#lib/catalog/shop-export.ts";
import { nameColumns, type Row } from "#lib/files/name-columns.ts";
import type { Table } from "#lib/files/read-table.ts";

/** Names of the older export, and of the one that came in 2025. */
const names = {
  handle: ["handle", "url_handle"],
  title: ["title"],
  body: ["body_(html)", "description"],
  status: ["status"],
  published: ["published", "published_on_online_store"],
  sku: ["variant_sku", "sku"],
  price: ["variant_price", "price"],
  stock: ["variant_inventory_qty", "inventory_quantity"],
  picture: ["image_src", "product_image_url", "image_source"],
  alt: ["image_alt_text", "product_image_alt_text"],
  variantPicture: ["variant_image", "variant_image_url"],
  option1: ["option1_value"],
  option2: ["option2_value"],
  option3: ["option3_value"],
} as const;
/** What only says how the others are meant, or repeats them. */
const understood = new Set([
  ...["option1_name", "option2_name", "option3_name", "option1_linked_to", "option2_linked_to", "option3_linked_to"],
  ...["image_position", "variant_inventory_tracker", "inventory_tracker"],
  ...Object.values(names).flat(),
]);

export function isShopify(columns: string[]): boolean {
  return columns.includes("title") && (columns.includes("handle") || columns.includes("url_handle"));
}

/** Products from Shopify's product export: one row a variant, further rows of a handle repeat nothing. */
export function parseShopify(table: Table, terms: ImportTerms): ParsedCatalog {
  const shop = new ShopExport("Shopify", terms);
  const { rows, faults } = nameColumns(table, () => true);
  const groups = new Map<string, Row[]>();
  let last = "";
  for (const row of rows) {
    last = get(row, "handle") || get(row, "title") || last;
    groups.set(last, [...(groups.get(last) ?? []), row]);
  }
  const checked = checkProducts([...groups.values()].flatMap((group) => productOf(group, shop)));
  shop.noteLeftOut(rows, (column) => understood.has(column), table.head);
  return {
    layout: "shopify",
    separator: table.separator,
    rows: table.records.length,
    products: checked.products,
    places: checked.places,
    errors: [...table.faults, ...faults, ...shop.errors, ...checked.faults.filter((found) => isNew(found, shop))],
    notes: shop.notes,
  };
}

function productOf(rows: Row[], shop: ShopExport) {
  const [first] = rows;
  if (!first) return [];
  const variants = rows.filter((row) => get(row, "price") || get(row, "sku") || get(row, "option1"));
  const slug = shop.slug(get(first, "handle") || get(first, "title"), { row: first.row, column: "Handle" });
  const state = get(first, "status").toLowerCase();
  if (state && state !== "active") shop.notPublished(state, { row: first.row, column: "Status" });
  else if (/^false$/i.test(get(first, "published")))
    shop.notPublished("hidden", { row: first.row, column: "Published" });
  if (variants.length === 0) shop.refuse("no_editions", {}, { row: first.row, column: "Variant Price" });
  const value = {
    slug,
    name: get(first, "title"),
    description: shop.prose(get(first, "body")),
    pictures: shop.gallery(
      rows.map((row) => ({ text: get(row, "picture"), alt: get(row, "alt") })),
      { row: first.row, column: "Image Src" },
    ),
    editions: variants.map((row) => editionOf(row, first, slug, shop)),
  };
  return [{ value, ...placesOf(first, variants) }];
}

function editionOf(row: Row, product: Row, slug: string, shop: ShopExport) {
  const options = [get(row, "option1"), get(row, "option2"), get(row, "option3")];
  const chosen = options.filter((option) => option && option !== "Default Title");
  const place = (column: string) => ({ row: row.row, column });
  return shop.edition(
    {
      sku: shop.sku(get(row, "sku"), [slug, ...chosen].join("-"), place("Variant SKU")),
      name: chosen.join(" / ") || get(product, "title"),
      image: shop.picture(get(row, "variantPicture"), place("Variant Image")),
    },
    shop.price(get(row, "price"), place("Variant Price")),
    shop.stock(get(row, "stock"), place("Variant Inventory Qty")),
  );
}

export function placesOf(first: Row, variants: Row[]) {
  return {
    rowOf: (path: readonly PropertyKey[]) =>
      (path[0] === "editions" && typeof path[1] === "number" ? variants[path[1]] : first)?.row ?? 0,
  };
}

/** A window or currency that is asked for once is no fault of every row. */
export function isNew({ row, field }: { row: number; field: string }, { errors }: ShopExport): boolean {
  const asked = errors.map((error) => error.field);
  if (field === "currency" && asked.includes("currency")) return false;
  if (field.startsWith("waves") && asked.includes("windowStart")) return false;
  return !errors.some((known) => known.row === row && known.field === field);
}

function get({ cells }: Row, name: keyof typeof names): string {
  const column = names[name].find((known) => cells[known]);
  return (column && cells[column]) || "";
}
