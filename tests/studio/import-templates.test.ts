import { expect, test } from "vitest";
import { csvTemplate, exampleCatalogue, importColumns, jsonTemplate } from "#components/studio/import-templates.ts";
import { parseJsonCatalog } from "#lib/catalog/parse-json-catalog.ts";
import { parseCsvCatalog } from "#lib/catalog/read-catalog.ts";

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
  const [name, description] = ['Mug, the "big" one', 'Blue, "deep"\nand round'];
  const { products } = parseCsvCatalog(csvTemplate([{ ...product, name, description }]));
  expect(products[0]).toMatchObject({ name, description });
});
