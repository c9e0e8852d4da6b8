import { expect, test } from "vitest";
import {
  columnOf,
  csvTemplate,
  exampleCatalogue,
  importColumns,
  jsonTemplate,
} from "#components/studio/import-templates.ts";
import { parseCsvCatalog, parseJsonCatalog } from "#lib/catalog/parse-catalog.ts";

const catalogue = exampleCatalogue(2031);

test("the CSV template is taken by the import without a fault and means what the JSON template means", () => {
  const fromCsv = parseCsvCatalog(csvTemplate(catalogue));
  const fromJson = parseJsonCatalog(jsonTemplate(catalogue));
  expect(fromCsv.errors).toEqual([]);
  expect(fromJson.errors).toEqual([]);
  expect(fromCsv.products).toEqual(fromJson.products);
  expect(fromJson.products).toEqual(catalogue);
});

test("the CSV template begins with the documented columns", () => {
  const [head = ""] = csvTemplate(catalogue).split("\r\n");
  expect(head.split(",").slice(0, importColumns.length)).toEqual([...importColumns]);
});

test("a comma, a quotation mark or a line break in a text survives the CSV", () => {
  const [product] = catalogue;
  if (!product) throw new Error("the example is empty");
  const name = 'Mug, the "big" one\nin blue';
  const { products } = parseCsvCatalog(csvTemplate([{ ...product, name }]));
  expect(products[0]?.name).toBe(name);
});

test("a fault names the column that was typed", () => {
  expect(columnOf("waves.0.end")).toBe("wave1_end");
  expect(columnOf("priceMinor")).toBe("price");
  expect(columnOf("sku")).toBe("sku");
});
