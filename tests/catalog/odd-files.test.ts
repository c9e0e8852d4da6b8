import { Buffer } from "node:buffer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importReport } from "#lib/catalog/schema.ts";
import { type App, startApp } from "#tests/support/app.ts";

const head =
  "product_slug,product_name,sku,edition_name,price,deposit,currency,stock,wave1_capacity,wave1_start,wave1_end";
const line = (slug: string, sku: string, name = "Lamp") =>
  `${slug},${name},${sku},Brass,12.50,1,USD,5,5,2027-01-01,2027-02-01`;

let app: App;
let host: string;
beforeAll(async () => {
  app = await startApp();
  host = (await app.person("host")).cookie;
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.db.product.deleteMany({ where: { editions: { none: { ledger: { some: {} } } } } });
});

/** Asks twice: what the real run refuses, the dry run names too, in the same words. */
async function bring(file: string | Buffer, { type = "text/csv", query = "" } = {}) {
  const before = await app.db.product.count();
  const call = { cookie: host, raw: file, headers: { "content-type": type } };
  const dry = await app.http("POST", `/api/catalog/import?dryRun=true${query}`, call);
  expect(dry.status).toBe(200);
  expect(await app.db.product.count()).toBe(before);
  const report = importReport.parse(dry.body);
  const real = await app.http("POST", `/api/catalog/import?dryRun=false${query}`, call);
  expect(real.status).toBe(report.faults === 0 ? 200 : 422);
  if (report.faults > 0) {
    expect(real.body).toMatchObject({ code: "import_rejected", report: { errors: report.errors } });
    expect(await app.db.product.count()).toBe(before);
  }
  return report;
}

const nameOf = async (slug: string) => (await app.db.product.findUnique({ where: { slug } }))?.name;
const codes = (report: { errors: { code: string }[] }) => report.errors.map(({ code }) => code);

describe("bytes", () => {
  const name = "Théière Größe – “l’été”";
  const text = (slug: string, said = name) => `${head}\r\n${line(slug, slug.toUpperCase(), said)}\r\n`;
  const utf16 = (slug: string) => Buffer.from(`\ufeff${text(slug)}`, "utf16le");
  const cp1252 = (slug: string) => {
    const signs = new Map([..."–“”’"].map((sign, at) => [sign, [0x96, 0x93, 0x94, 0x92][at] ?? 0]));
    return Buffer.from([...text(slug)].map((letter) => signs.get(letter) ?? letter.charCodeAt(0)));
  };

  test.each([
    ["UTF-8", (slug: string) => Buffer.from(text(slug)), "text/csv", "utf-8"],
    ["UTF-8 with its mark", (slug: string) => Buffer.from(`\ufeff${text(slug)}`), "text/csv; charset=utf-8", "utf-8"],
    ["UTF-16 as Excel writes it", utf16, "text/csv", "utf-16le"],
    ["UTF-16 the other way round", (slug: string) => utf16(slug).swap16(), "text/csv", "utf-16be"],
    ["UTF-16 without a mark", (slug: string) => utf16(slug).subarray(2), "text/csv", "utf-16le"],
    ["Windows-1252 that is declared", cp1252, 'text/csv; charset="windows-1252"', "windows-1252"],
  ])("in %s say what was written", async (_, bytesOf, type, encoding) => {
    const slug = `bytes-${encoding}-${type.length}-${bytesOf("x").length}`.toLowerCase();
    expect(await bring(bytesOf(slug), { type })).toMatchObject({ encoding, faults: 0 });
    expect(await nameOf(slug)).toBe(name);
  });

  test("in GB18030 are read when they cannot be anything else", async () => {
    const [lamp, mug] = [Uint8Array.of(0xb5, 0xc6), Uint8Array.of(0xb1, 0xa3, 0xce, 0xc2, 0xb1, 0xad)];
    const [first = "", last = ""] = text("gb", "#").split("#");
    const file = Buffer.concat([Buffer.from(first), mug, lamp, Buffer.from(last)]);
    expect(await bring(file)).toMatchObject({ encoding: "gb18030", faults: 0 });
    expect(await nameOf("gb")).toBe("保温杯灯");
  });

  test.each([
    ["Windows-1252 of which nobody says so", cp1252("mute"), "text/csv"],
    [
      "Korean of which nobody says so",
      Buffer.concat([Buffer.from(text("kr", "Lamp")), Buffer.of(0xc7, 0xd1, 0xb1, 0xb9)]),
      "text/csv",
    ],
  ])("in %s are refused, with the encodings that fit", async (_, file, type) => {
    const report = await bring(file, { type });
    expect(report.errors).toMatchObject([{ row: 0, code: "encoding_unclear", message: /CSV UTF-8/ }]);
    expect(report.candidates.map(({ encoding }) => encoding)).toContain("windows-1252");
  });

  test.each([
    ["not in the charset that was declared", cp1252("lie"), "text/csv; charset=utf-8", "not_in_encoding"],
    ["in a charset that does not exist", Buffer.from(text("none")), "text/csv; charset=klingon", "not_in_encoding"],
    ["a workbook", Buffer.from("PK\u0003\u0004....xl/workbook.xml...."), "text/csv", "is_excel"],
    ["an archive", Buffer.from("PK\u0003\u0004....readme.txt"), "text/csv", "is_zip"],
    ["a PDF", Buffer.from("%PDF-1.7\n%âã"), "text/csv", "is_pdf"],
    ["no text", Buffer.from([1, 2, 3, 0, 0, 0, 9]), "text/csv", "is_binary"],
    ["a workbook that calls itself JSON", Buffer.from("PK\u0003\u0004xl/"), "application/json", "is_excel"],
    ["text that lost letters before", Buffer.from(text("lost", "Th\ufffdi\ufffdre")), "text/csv", "damaged"],
  ])("that are %s are refused by name", async (_, file, type, code) => {
    expect(codes(await bring(file, { type }))).toContain(code);
  });
});

describe("columns", () => {
  test.each([";", "\t"])("apart by %j are found as well as by comma", async (separator) => {
    const slug = separator === ";" ? "semicolon" : "tab";
    const file = [head, line(slug, slug.toUpperCase(), "Lamp")].join("\n").replaceAll(",", separator);
    expect(await bring(`${separator === ";" ? "sep=;\n" : ""}${file}`)).toMatchObject({ separator, faults: 0 });
    expect(await nameOf(slug)).toBe("Lamp");
  });

  test("mean the same in any case and with spaces; a price in a further currency is kept", async () => {
    const report = await bring(
      `${head.toUpperCase().replace("SKU", " Sku ")},price_USD\n${line("case", "CASE").replace("USD", "EUR")},14`,
    );
    expect(report).toMatchObject({ faults: 0 });
    expect(await app.db.editionPrice.count({ where: { currency: "USD", priceMinor: 1400n } })).toBe(1);
  });

  test.each([
    ["stands twice", `${head},price`, `${line("odd", "ODD")},1.00`, { code: "column_twice", column: "price" }],
    [
      "nobody knows",
      `${head},prise_eur`,
      `${line("odd", "ODD")},1.00`,
      { code: "column_unknown", column: "prise_eur" },
    ],
    ["has no name", `${head},`, `${line("odd", "ODD")},1.00`, { code: "column_nameless", row: 1 }],
    ["is missing at the end of a row", `${head},tax_bp`, line("odd", "ODD"), { code: "row_short", row: 1 }],
    ["is one too many", head, `${line("odd", "ODD")},7`, { code: "row_long", row: 1 }],
    [
      "leaves a wave out",
      `${head},wave3_capacity,wave3_start,wave3_end`,
      `${line("odd", "ODD")},40,2027-05-01,2027-05-31`,
      { code: "wave_gap", row: 1, column: "wave3_capacity" },
    ],
  ])("one that %s is named and nothing is written", async (_, columns, row, found) => {
    expect((await bring(`${columns}\n${row}`)).errors).toMatchObject([found]);
  });

  test("unknown and empty ones are left out with a word", async () => {
    expect(await bring(`${head},remarks,\n${line("quiet", "QUIET")},,`)).toMatchObject({
      faults: 0,
      notes: [{ code: "column_empty", column: "remarks" }],
    });
  });

  test("in further languages become the product's texts", async () => {
    const file = `${head},product_name_zh-CN,Product_Tagline_zh_cn,edition_name_zh-CN\n${line("two", "TWO")},灯,很亮,黄铜`;
    expect(await bring(file)).toMatchObject({ faults: 0 });
    const product = await app.db.product.findUnique({ where: { slug: "two" }, include: { editions: true } });
    expect(product).toMatchObject({
      texts: { "zh-CN": { name: "灯", tagline: "很亮" } },
      editions: [{ texts: { "zh-CN": { name: "黄铜" } } }],
    });
  });
});

describe("rows", () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => line(`many-${at}`, `MANY-${at}`));

  test("more than 5,000 are refused whole, with the number found; a JSON list too", async () => {
    const report = await bring([head, ...many(5003)].join("\n"));
    expect(report.errors).toMatchObject([{ code: "too_many", values: { found: "5003", limit: "5000" } }]);
    const list = Array.from({ length: 5001 }, (_, at) => ({ slug: `s${at}`, name: "x", editions: [] }));
    expect(codes(await bring(JSON.stringify(list), { type: "application/json" }))).toEqual(["too_many"]);
  });

  test("5,000 are taken whole", async () => {
    const before = await app.db.edition.count();
    const call = { cookie: host, raw: [head, ...many(5000)].join("\n"), headers: { "content-type": "text/csv" } };
    const answer = await app.http("POST", "/api/catalog/import?dryRun=false", call);
    expect(answer).toMatchObject({ status: 200, body: { faults: 0, products: 5000, rows: 5000 } });
    expect(await app.db.edition.count()).toBe(before + 5000);
    expect(await app.db.inventory.count({ where: { initial: 5, available: 5 } })).toBeGreaterThanOrEqual(5000);
  }, 60_000);

  test.each([
    [
      "speak of one product in two ways",
      [line("twon", "T1", "Desk lamp"), line("twon", "T2", "Floor lamp")],
      [{ code: "differs", row: 2, column: "product_name" }],
    ],
    [
      "have one stock number twice",
      [line("one", "SAME"), line("other", "SAME")],
      [{ code: "sku_twice", row: 2, column: "sku" }],
    ],
    [
      "have no address",
      [line("", "NONE"), line("", "NONE2", "Bag")],
      [
        { row: 1, column: "product_slug" },
        { row: 2, column: "product_slug" },
      ],
    ],
    ["are of the year 0", [line("yz", "YZ").replace("2027-01-01", "0000-01-01")], [{ row: 1, column: "wave1_start" }]],
    ["are of the year 9999", [line("yl", "YL").replace("2027-02-01", "9999-01-01")], [{ row: 1, column: "wave1_end" }]],
    ["count in words", [line("w", "W").replace(",5,5,", ",five,5,")], [{ code: "not_whole", row: 1, column: "stock" }]],
    [
      "say an amount two ways",
      [line("oud", "OUD").replace("12.50,1,USD", '"12,500",1,KWD')],
      [{ code: "amount_unclear", row: 1, column: "price" }],
    ],
    ["lose a quotation mark", [line("q", "Q", 'La"mp'), line("q2", "Q2")], [{ code: "broken_quotes", row: 1 }]],
  ])("that %s are named", async (_, rows, found) => {
    expect((await bring([head, ...rows].join("\n"))).errors).toMatchObject(found);
  });

  test.each([
    ["an empty file", "", "empty"],
    ["a head alone", head, "empty"],
    ["a file of something else", "a,b\n1,2\n", "head_unknown"],
  ])("none at all is said: %s", async (_, file, code) => {
    expect(codes(await bring(file))).toEqual([code]);
  });

  test("count as in the spreadsheet, empty lines too, whatever ends them", async () => {
    const report = await bring(`${head}\r\n${line("r", "R1")}\r\r\n\n,,,,\n${line("r", "R2").replace("12.50", "x")}`);
    expect(report.errors).toMatchObject([{ row: 5, column: "price" }]);
  });
});

describe("JSON", () => {
  const edition = { sku: "J", name: "x", priceMinor: 1, depositMinor: 0, currency: "USD", stock: 1 };
  const product = {
    slug: "j",
    name: "J",
    editions: [{ ...edition, waves: [{ capacity: 1, start: "2027-01-01", end: "2027-01-02" }] }],
  };

  test.each([
    [
      "a key nobody knows",
      JSON.stringify([{ ...product, colour: "red" }]),
      { code: "unknown_key", row: 1, field: "colour" },
    ],
    ["a key that stands twice", '[{"slug":"a","name":"A","name":"B","editions":[]}]', { code: "key_twice" }],
    ["half a character", '[{"slug":"a","name":"\\ud83d","editions":[]}]', { row: 1, field: "name" }],
    ["no list", "{}", { code: "not_list" }],
    ["an empty list", "[]", { code: "empty" }],
  ])("with %s is refused by name", async (_, file, found) => {
    expect((await bring(file, { type: "application/json" })).errors).toMatchObject([found]);
  });
});

describe("another shop's export", () => {
  const terms = "&currency=EUR&taxBp=1900&windowStart=2027-03-01&windowEnd=2027-03-31";
  const shopify = [
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Status",
    'tea-pot,Théière,"<p>For <b>two</b>.</p><ul><li>Steel</li></ul>",Maison,Pots,"tea, steel",TRUE,Colour,Blue,tp-blue,3,129.00,149.00,https://cdn.example/a.png,active',
    "tea-pot,,,,,,,,Red,tp-red,-2,129.50,,https://cdn.example/b.png,",
    "Old_Lamp,Old lamp,,Maison,,,TRUE,Title,Default Title,,,5,,,draft",
  ].join("\n");

  test("of Shopify is read as it comes; what has no place here is told", async () => {
    const report = await bring(shopify, { query: terms });
    expect(report).toMatchObject({ layout: "shopify", faults: 0, products: 2, editions: 3 });
    expect(report.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["left_out", "rewritten", "stock_below", "stock_none", "not_published", "html_plain"]),
    );
    expect(
      await app.db.product.findUnique({
        where: { slug: "tea-pot" },
        include: { editions: { orderBy: { position: "asc" } } },
      }),
    ).toMatchObject({
      name: "Théière",
      description: "For two.\n\n- Steel",
      image: "https://cdn.example/a.png",
      pictures: [{ src: "https://cdn.example/a.png" }, { src: "https://cdn.example/b.png" }],
      editions: [
        { sku: "TP-BLUE", name: "Blue", priceMinor: 12_900n, currency: "EUR", taxBp: 1900 },
        { sku: "TP-RED", name: "Red", priceMinor: 12_950n },
      ],
    });
    expect(await app.db.edition.findUnique({ where: { sku: "OLD-LAMP" } })).toMatchObject({ name: "Old lamp" });
  });

  test("does not say its currency or delivery, which is asked for once", async () => {
    expect(codes(await bring(shopify))).toEqual(["needs_currency", "needs_window"]);
  });

  test("of Shopify since 2025 has other column names", async () => {
    const file =
      "Title,URL handle,Description,Vendor,SKU,Option1 name,Option1 value,Price,Inventory quantity,Product image URL,Status\nMug,mug,Enamel,Maison,MUG-1,,,8.90,12,https://cdn.example/m.png,active";
    expect(await bring(file, { query: terms })).toMatchObject({ layout: "shopify", faults: 0, units: 12 });
    expect(await app.db.edition.findUnique({ where: { sku: "MUG-1" } })).toMatchObject({
      name: "Mug",
      priceMinor: 890n,
    });
  });

  test("of WooCommerce has variations that find their product", async () => {
    const file = [
      'ID,Type,SKU,Name,Published,"Short description",Description,"In stock?",Stock,"Sale price","Regular price",Categories,Images,Parent,"Attribute 1 name","Attribute 1 value(s)"',
      '44,variable,hoodie,Hoodie,1,"Warm","<p>Wool &amp; cotton</p>",1,,,,Clothes,"https://cdn.example/h.png, https://cdn.example/i.png",,Colour,"Blue, Green"',
      "45,variation,hoodie-b,Hoodie - Blue,1,,,1,7,,45,,,hoodie,Colour,Blue",
      '46,variation,hoodie-g,Hoodie - Green,1,,,1,2,,"45,50",,,id:44,Colour,Green',
      "47,simple,cap,Cap,0,,,1,4,9,12.00,Clothes,,,,",
      "48,grouped,set,Set,1,,,1,,,,,,,,",
    ].join("\n");
    const report = await bring(file, { query: terms });
    expect(report).toMatchObject({ layout: "woocommerce", faults: 0, products: 2, editions: 3, units: 13 });
    expect(report.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["type_left_out", "not_published", "left_out"]),
    );
    const hoodie = await app.db.product.findUnique({
      where: { slug: "hoodie" },
      include: { editions: { orderBy: { position: "asc" } } },
    });
    expect(hoodie).toMatchObject({
      tagline: "Warm",
      description: "Wool & cotton",
      editions: [
        { name: "Blue", priceMinor: 4500n },
        { name: "Green", priceMinor: 4550n },
      ],
    });
  });

  test("with a variation whose product is elsewhere, or without a price, is refused at its row", async () => {
    const file = "ID,Type,SKU,Name,Regular price,Parent\n1,variation,a,A,5,gone\n2,simple,b,B,,\n";
    expect((await bring(file, { query: terms })).errors).toMatchObject([
      { row: 1, code: "no_parent" },
      { row: 2, code: "missing", column: "Regular price" },
    ]);
  });
});
