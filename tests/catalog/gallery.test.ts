import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparedOf, factRows } from "#components/catalog/compare/compare-facts.ts";
import { exampleCatalogue } from "#components/studio/import-templates.ts";
import { importReport, productView } from "#lib/catalog/schema.ts";
import { factsOf } from "#lib/facts/view.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
let cookie: string;
let hostEmail: string;
beforeAll(async () => {
  app = await startApp();
  const host = await app.person("host");
  cookie = host.cookie;
  hostEmail = host.email;
});
afterAll(() => app.stop());

const put = (id: string, body: object) => app.http("PATCH", `/api/products/${id}`, { cookie, body });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ src: `/p/${index}.webp` }));
const sources = async (id: string) => {
  const { image, pictures } = productView.parse((await app.http("GET", `/api/products/${id}`)).body);
  return { image, pictures: pictures.map(({ src }) => src) };
};

async function make(slug: string, more: object) {
  const { status, body } = await app.http("POST", "/api/products", { cookie, body: { slug, name: "Jug", ...more } });
  expect(status).toBe(201);
  return productView.parse(body);
}

describe("pictures", () => {
  test("one picture is a gallery of one, and the first of a gallery is the cover wherever one picture is shown", async () => {
    const { id, image, pictures } = await make("jug-one", { image: "/p/1.webp" });
    expect([image, pictures.map(({ src }) => src)]).toEqual(["/p/1.webp", ["/p/1.webp"]]);
    await put(id, { pictures: numbered(3).toReversed() });
    expect(await sources(id)).toEqual({ image: "/p/2.webp", pictures: ["/p/2.webp", "/p/1.webp", "/p/0.webp"] });
    expect(await app.db.product.findUnique({ where: { id }, select: { image: true } })).toEqual({ image: "/p/2.webp" });
  });

  test("whoever knows only of one picture changes the cover and leaves the others", async () => {
    const { id } = await make("jug-cover", { pictures: numbered(3) });
    await put(id, { image: "/p/new.webp" });
    expect((await sources(id)).pictures).toEqual(["/p/new.webp", "/p/1.webp", "/p/2.webp"]);
    await put(id, { image: "/p/2.webp", name: "Jug of two" });
    expect((await sources(id)).pictures).toEqual(["/p/2.webp", "/p/1.webp"]);
    await put(id, { image: null });
    expect(await sources(id)).toEqual({ image: "/p/1.webp", pictures: ["/p/1.webp"] });
    await put(id, { name: "Jug again" });
    expect((await sources(id)).image).toBe("/p/1.webp");
  });

  test.each([
    ["a ninth", { pictures: numbered(9) }, "pictures"],
    ["the same twice", { pictures: [...numbered(1), ...numbered(1)] }, "pictures"],
    ["a script for an address", { pictures: [{ src: "javascript:alert(1)" }] }, "pictures.0.src"],
    ["two lines of description", { pictures: [{ src: "/p/1.webp", alt: "a\nb" }] }, "pictures.0.alt"],
  ])("%s is refused by name and changes nothing", async (what, body, field) => {
    const { id } = await make(`jug-${what.replaceAll(" ", "-")}`, { pictures: numbered(2) });
    expect(await put(id, body)).toMatchObject({ status: 422, body: { field } });
    expect((await sources(id)).pictures).toEqual(["/p/0.webp", "/p/1.webp"]);
  });

  test("what a picture shows is said in the reader's language, else in the product's", async () => {
    const pictures = [
      { src: "/p/1.webp", alt: "A jug", texts: { "zh-CN": { alt: "水壶" } } },
      { src: "/p/2.webp", alt: "Its lid" },
    ];
    const { id } = await make("jug-said", { pictures });
    const chinese = await app.http("GET", `/api/products/${id}`, { cookie: "locale=zh-CN" });
    expect(productView.parse(chinese.body).pictures).toEqual([
      { src: "/p/1.webp", alt: "水壶" },
      { src: "/p/2.webp", alt: "Its lid" },
    ]);
  });
});

describe("facts", () => {
  test.each([
    ["a line without a colon", "Weight: 1 kg\nblue", "line 2 needs a name, a colon and a value"],
    ["a name without a value", "Weight:", "line 1 needs a name, a colon and a value"],
    ["a name that came before", "Weight: 1 kg\nweight：2 kg", "line 2 has a name that an earlier line has"],
    ["too many", Array.from({ length: 41 }, (_, at) => `F${at}: ${at}`).join("\n"), "may hold at most 40 facts"],
  ])("%s is refused", async (_, facts, detail) => {
    const { id } = await make(`facts-${facts.length}-${detail.length}`, { facts: "Lid: yes" });
    const refused = await put(id, { facts });
    expect(refused).toMatchObject({ status: 422, body: { field: "facts" } });
    expect(JSON.stringify(refused.body)).toContain(detail);
    const kept = await app.http("GET", `/api/products/${id}`);
    expect(productView.parse(kept.body).facts).toBe("Lid: yes");
  });

  test("an edition's take the place of the product's under the same name, in any case and with either colon", () => {
    const product = { facts: "Range: 560 km\nDoors: 5\nwww：example.com: 80" };
    expect(factsOf(product, { facts: "range：700 km\nRoof: glass" })).toEqual([
      { label: "range", value: "700 km" },
      { label: "Doors", value: "5" },
      { label: "www", value: "example.com: 80" },
      { label: "Roof", value: "glass" },
    ]);
  });

  test("side by side every fact has one row, marked where it differs", async () => {
    const { productId } = await app.openEdition({}, hostEmail);
    await put(productId, { facts: "Range: 560 km\nDoors: 5" });
    const one = productView.parse((await app.http("GET", `/api/products/${productId}`)).body);
    const [first] = one.editions;
    if (!first) throw new Error("nothing to compare");
    const product = { ...one, editions: [first, { ...first, id: "other", facts: "Range: 700 km\nRoof: glass" }] };
    const compared = comparedOf([product], null);
    expect(factRows(compared)).toEqual([
      { label: "Range", values: ["560 km", "700 km"], differs: true },
      { label: "Doors", values: ["5", "5"], differs: false },
      { label: "Roof", values: [null, "glass"], differs: true },
    ]);
    expect(comparedOf([product, { ...product, id: "second" }], null)).toHaveLength(2);
  });
});

describe("the import file", () => {
  const head = `product_slug,product_name,product_image,product_image_alt,product_image_alt_zh-CN,product_image3,product_image3_alt,product_facts,edition_facts,sku,edition_name,price,deposit,currency,stock,wave1_capacity,wave1_start,wave1_end`;
  const bring = async (row: string, dryRun = true) => {
    const answer = await app.http("POST", `/api/catalog/import?dryRun=${dryRun}`, {
      ...{ cookie, raw: `${head}\n${row}\n`, headers: { "content-type": "text/csv" } },
    });
    return importReport.parse(answer.body);
  };
  const terms = "BRASS,Brass,12.50,1,USD,5,5,2028-01-01,2028-02-01";

  test("brings pictures with what they show, and facts of product and edition", async () => {
    await bring(`urn,Urn,/p/1.webp,An urn,一只壶,/p/3.webp,,"Weight: 1 kg\nLid: yes",Metal: brass,${terms}`, false);
    const row = await app.db.product.findUniqueOrThrow({ where: { slug: "urn" }, include: { editions: true } });
    expect(row).toMatchObject({
      image: "/p/1.webp",
      pictures: [
        { src: "/p/1.webp", alt: "An urn", texts: { "zh-CN": { alt: "一只壶" } } },
        { src: "/p/3.webp", alt: "" },
      ],
      facts: "Weight: 1 kg\nLid: yes",
      editions: [{ facts: "Metal: brass" }],
    });
  });

  test.each([
    ["a picture that is only described", `vat,Vat,/p/1.webp,,,,A lid,,,${terms}`, "product_image3"],
    ["an address that is none", `vat,Vat,,,,ftp://x,,,,${terms}`, "product_image3"],
    ["a fact without a value", `vat,Vat,,,,,,Weight,,${terms}`, "product_facts"],
    ["the same of an edition", `vat,Vat,,,,,,,Metal,${terms}`, "edition_facts"],
  ])("names the column of %s", async (_, row, column) => {
    expect((await bring(row)).errors[0]).toMatchObject({ row: 1, column });
  });

  test("and its template show how facts are written", () => {
    expect(exampleCatalogue(2031)[0]?.facts).toContain("Volume: 350 ml");
  });
});
