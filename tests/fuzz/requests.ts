import fc from "fast-check";
import type { z } from "zod";
import { readerInput, signInInput, signUpInput } from "#lib/accounts/schema.ts";
import {
  editionChange,
  editionInput,
  pricesInput,
  productChange,
  productInput,
  salesSwitch,
  stockAdjustment,
  wavesInput,
} from "#lib/catalog/schema.ts";
import { cityChange, cityInput, cityOrder, promiseInput } from "#lib/delivery-windows/schema.ts";
import { StartTake } from "#lib/media/schema.ts";
import { depositInput, preorderInput } from "#lib/preorders/schema.ts";
import { endInput, listProductInput, pinInput, showChange, showInput } from "#lib/shows/schema.ts";
import type { Call } from "#tests/support/http.ts";

/** Real things, so that a body which slipped through would do damage. */
export type Targets = Record<"showId" | "productId" | "editionId" | "preorderId" | "cityId" | "waveId", string> & {
  cookies: string[];
};
export type Attack = Call & { method: string; path: string };

type Door = { method: string; path: string; schema: z.ZodType; good: Record<string, unknown> };

/** Every route that writes something it is told in a body, with a body it would take. */
function doorsTo({ showId, productId, editionId, preorderId, cityId, waveId }: Targets): Door[] {
  const edition = {
    ...{ sku: "FUZZ", name: "Edition", stock: 5, priceMinor: 100, depositMinor: 10, currency: "CNY" },
    waves: [{ capacity: 5, start: "2027-01-01", end: "2027-01-14" }],
  };
  const price = { currency: "USD", priceMinor: 50, depositMinor: 5, taxBp: 1300 };
  const prices = { currency: "CNY", priceMinor: 100, depositMinor: 10, taxBp: 0, prices: [price] };
  const texts = { name: "Edition", refundDays: 9, lockDeadlineDays: 9 };
  const city = { name: "City", firstDays: 1, lastDays: 2, open: true };
  const show = { title: "Show", startsAt: "2027-01-01T00:00:00Z", summary: "Text", slug: "fuzz", poster: "/p.svg" };
  const account = { email: "fuzz@example.com", password: "long enough 1" };
  const post = (path: string, schema: z.ZodType, good: Record<string, unknown>) => ({
    method: "POST",
    path,
    schema,
    good,
  });
  return [
    post("/api/preorders", preorderInput, { editionId, quantity: 1, contact: "fuzz@example.com" }),
    post(`/api/preorders/${preorderId}/deposit`, depositInput, { rail: "test", card: "approve" }),
    post("/api/shows", showInput, show),
    { ...post(`/api/shows/${showId}`, showChange, { title: "Show", summary: "Text" }), method: "PATCH" },
    post(`/api/shows/${showId}/end`, endInput, { closeSales: true }),
    post(`/api/shows/${showId}/takes`, StartTake, { mimeType: "video/mp4" }),
    { ...post(`/api/shows/${showId}/pin`, pinInput, { productId }), method: "PUT" },
    post(`/api/shows/${showId}/products`, listProductInput, { productId }),
    post("/api/products", productInput, { slug: "fuzz", name: "Product", image: "/p.svg" }),
    post(`/api/products/${productId}/editions`, editionInput, edition),
    { ...post(`/api/products/${productId}`, productChange, { name: "Product", image: "/p.svg" }), method: "PATCH" },
    { ...post(`/api/editions/${editionId}`, editionChange, texts), method: "PATCH" },
    { ...post(`/api/editions/${editionId}/prices`, pricesInput, prices), method: "PUT" },
    { ...post(`/api/editions/${editionId}/waves`, wavesInput, { waves: edition.waves }), method: "PUT" },
    post("/api/ops/cities", cityInput, city),
    { ...post(`/api/ops/cities/${cityId}`, cityChange, city), method: "PATCH" },
    { ...post("/api/ops/cities/order", cityOrder, { ids: [cityId] }), method: "PUT" },
    post(`/api/ops/waves/${waveId}/promise`, promiseInput, { start: "2027-01-01", end: "2027-01-14", reason: "Late" }),
    { ...post(`/api/editions/${editionId}/sales`, salesSwitch, { open: false }), method: "PUT" },
    post(`/api/editions/${editionId}/stock`, stockAdjustment, { delta: -1, reason: "broken" }),
    { ...post("/api/me/reader", readerInput, { locale: "zh-CN", timeZone: "Asia/Shanghai" }), method: "PUT" },
    post("/api/auth/sign-in/email", signInInput, account),
    post("/api/auth/sign-up/email", signUpInput, { ...account, name: "Fuzz" }),
  ];
}

/** Values that have broken programs before, and any other JSON. */
export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 31, "", " ", "\u0000", "a\u0000b", "\ud800", "NaN"],
    ...[
      "'; DROP TABLE preorder; --",
      "<script>",
      "../../etc/passwd",
      "%00",
      "{{7*7}}",
      "9".repeat(400),
      "x".repeat(6000),
    ],
    ...[
      "2027-02-30",
      "0000-00-00",
      "-271821-04-20",
      "2027-01-01T25:00:00Z",
      "javascript:alert(1)",
      [],
      {},
      [[]],
      [null],
    ],
    ...["00000000-0000-0000-0000-000000000000", "\u202eevil", "🚢".repeat(200), { $ne: null }, { toString: 1 }],
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 60 }),
);

/** Requests that no route may accept: each is malformed somewhere, most of them in one place only. */
export function attacks(targets: Targets): fc.Arbitrary<Attack> {
  const doors = doorsTo(targets);
  const door = fc.constantFrom(...doors);
  const cookie = fc.constantFrom(...targets.cookies, undefined, "launchroom.session_token=%E0%A4%A; =;;=", "a=b");
  const key = fc.constantFrom(undefined, "short", "a valid-looking", "fuzz-key-1", "k".repeat(256));
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(door, nasty, cookie, key).chain(([to, value, who, idem]) => spoil(to, value, who, idem)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(door, cookie, garbage)
        .map(([{ method, path }, who, raw]) => ({ method, path, cookie: who, raw })),
    },
    { weight: 2, arbitrary: fc.tuple(door, cookie, brokenId).map(([to, who, id]) => misdirect(to, who, id)) },
    { weight: 1, arbitrary: fc.tuple(door, cookie, kind).map(([to, who, type]) => mislabel(to, who, type)) },
    { weight: 1, arbitrary: fc.tuple(cookie, garbage, fc.boolean()).map(([who, raw, csv]) => importOf(who, raw, csv)) },
    { weight: 1, arbitrary: fc.tuple(cookie, garbage).map(([who, raw]) => pictureOf(who, raw)) },
  );
}

/** A good body with one field replaced, added or gone, or something else altogether; never one that the schema takes. */
function spoil(
  { method, path, schema, good }: Door,
  value: unknown,
  cookie: string | undefined,
  key: string | undefined,
) {
  const place = fc.constantFrom(...Object.keys(good), "extra", "__proto__", "");
  const spoiled = fc.tuple(place, fc.boolean()).map(([name, drop]): unknown => {
    if (name === "") return value;
    const rest = Object.entries(good).filter(([other]) => other !== name);
    return Object.fromEntries(drop ? rest : [...rest, [name, value]]);
  });
  return spoiled
    .map((body) => JSON.stringify(body) ?? "null")
    .filter((raw) => !schema.safeParse(JSON.parse(raw)).success)
    .map((raw): Attack => ({ method, path, cookie, key, raw }));
}

const garbage: fc.Arbitrary<string | Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from([0x7b, ...bytes])),
  fc.json().map((text) => `${text.slice(0, -1)}\u0001`),
  fc.constantFrom(
    "{",
    "[",
    '{"a":',
    "undefined",
    "{'a':1}",
    `${"[".repeat(5000)}`,
    '{"a":1}}',
    "\ufeff{",
    "product_slug\n",
  ),
);

const brokenId = fc.constantFrom(
  "0",
  "null",
  "%00",
  "..%2f..",
  "%ff",
  "1'--",
  "x".repeat(300),
  "00000000-0000-0000-0000-00000000000g",
);
const kind = fc.constantFrom(
  "text/plain",
  "application/xml",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
  "x",
);

function misdirect({ method, path, good }: Door, cookie: string | undefined, id: string): Attack {
  const wrong = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, id);
  return { method, path: wrong === path ? `${path}/${id}` : wrong, cookie, body: good };
}

function mislabel({ method, path, good }: Door, cookie: string | undefined, type: string): Attack {
  return { method, path, cookie, key: "fuzz-key-1", body: good, headers: { "content-type": type } };
}

function importOf(cookie: string | undefined, raw: string | Buffer, csv: boolean): Attack {
  const headers = { "content-type": csv ? "text/csv" : "application/json" };
  return { method: "POST", path: "/api/catalog/import?dryRun=false", cookie, raw, headers };
}

function pictureOf(cookie: string | undefined, raw: string | Buffer): Attack {
  return { method: "POST", path: "/api/images", cookie, raw, headers: { "content-type": "image/png" } };
}
