import { checkProducts } from "#lib/catalog/check-products.ts";
import type { ParsedCatalog } from "#lib/catalog/parsed-catalog.ts";
import type { ImportTerms } from "#lib/catalog/schema.ts";
import { ShopExport } from "#lib/catalog/shop-export.ts";
import { isNew, placesOf } from "#lib/catalog/shopify-products.ts";
import { nameColumns, type Row } from "#lib/files/name-columns.ts";
import type { Table } from "#lib/files/read-table.ts";

const carried = new Set([
  ...[
    "id",
    "type",
    "sku",
    "name",
    "published",
    "short_description",
    "description",
    "regular_price",
    "stock",
    "in_stock?",
  ],
  ...["images", "parent", "position"],
]);

export function isWooCommerce(columns: string[]): boolean {
  return ["type", "sku", "name", "regular_price"].every((column) => columns.includes(column));
}

/** Products from WooCommerce's product export: a simple product is one edition, a variable one has its variations. */
export function parseWooCommerce(table: Table, terms: ImportTerms): ParsedCatalog {
  const shop = new ShopExport("WooCommerce", terms);
  const { rows, faults } = nameColumns(table, () => true);
  const kinds = (row: Row) => (row.cells.type ?? "").toLowerCase().split(/\s*,\s*/);
  const variations = rows.filter((row) => kinds(row).includes("variation"));
  const parents = rows.filter((row) => !kinds(row).includes("variation"));
  const products = parents.filter((row) => kinds(row).some((kind) => kind === "simple" || kind === "variable"));
  for (const { row, cells } of parents.filter((parent) => !products.includes(parent))) {
    shop.note("type_left_out", { text: cells.name ?? "", type: cells.type ?? "" }, { row, column: "Type" });
  }
  const entries = products.map((product) => {
    const own = variations.filter(({ cells }) => isChildOf(cells.parent ?? "", product));
    return productOf(product, kinds(product).includes("variable") ? own : [product], shop);
  });
  for (const { row, cells } of variations) {
    if (!products.some((product) => isChildOf(cells.parent ?? "", product))) {
      shop.refuse("no_parent", { text: cells.parent ?? "" }, { row, column: "Parent" });
    }
  }
  const checked = checkProducts(entries);
  shop.noteLeftOut(rows, (column) => carried.has(column) || /^attribute_\d+_/.test(column), table.head);
  return {
    layout: "woocommerce",
    separator: table.separator,
    rows: table.records.length,
    products: checked.products,
    places: checked.places,
    errors: [...table.faults, ...faults, ...shop.errors, ...checked.faults.filter((found) => isNew(found, shop))],
    notes: shop.notes,
  };
}

/** A variation names its parent by stock number, or as `id:44`. */
function isChildOf(parent: string, { cells }: Row): boolean {
  return parent !== "" && (parent === cells.sku || parent === `id:${cells.id}`);
}

function productOf(product: Row, variants: Row[], shop: ShopExport) {
  const { row, cells } = product;
  const slug = shop.slug(cells.name ?? "", { row, column: "Name" });
  if (variants.length === 0) shop.refuse("no_editions", {}, { row, column: "Type" });
  if (cells.published && cells.published !== "1") {
    shop.notPublished(cells.published === "0" ? "private" : "draft", { row, column: "Published" });
  }
  const brief = shop.prose(cells.short_description ?? "");
  const description = shop.prose(cells.description ?? "");
  const fits = brief.length <= 200 && !brief.includes("\n");
  const value = {
    slug,
    name: cells.name,
    tagline: fits ? brief : "",
    description: fits ? description : [brief, description].filter(Boolean).join("\n\n"),
    pictures: shop.gallery(picturesOf(product), { row, column: "Images" }),
    editions: variants.map((variant) => editionOf(variant, product, slug, shop)),
  };
  return { value, ...placesOf(product, variants) };
}

function editionOf(variant: Row, product: Row, slug: string, shop: ShopExport) {
  const { row, cells } = variant;
  const chosen = variant === product ? [] : attributesOf(cells);
  return shop.edition(
    {
      sku: shop.sku(cells.sku ?? "", [slug, ...chosen].join("-"), { row, column: "SKU" }),
      name: chosen.join(" / ") || cells.name || "",
      image: variant === product ? null : shop.picture(picturesOf(variant)[0]?.text ?? "", { row, column: "Images" }),
    },
    shop.price(cells.regular_price ?? "", { row, column: "Regular price" }),
    shop.stock(cells.stock ?? "", { row, column: "Stock" }),
  );
}

function attributesOf(cells: Row["cells"]): string[] {
  return Object.entries(cells).flatMap(([column, text]) =>
    /^attribute_\d+_value\(s\)$/.test(column) && text ? [text] : [],
  );
}

function picturesOf({ cells }: Row): { text: string; alt: string }[] {
  return (cells.images ?? "").split(/\s*,\s*/).map((text) => ({ text, alt: "" }));
}
