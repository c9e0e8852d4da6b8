import fc from "fast-check";
import { z } from "zod";
import type { Call } from "#tests/support/http.ts";

/** One request to an operation of the API's document. */
export type Request = Call & { method: string; path: string; operation: string; documented: string[] };

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: z.unknown(),
});
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()).default({}) }),
});
const schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** Values that have broken programs before: texts, years, numbers and currencies nobody would type on purpose. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      "",
      " ",
      "\u0000",
      "a\u0000b",
      "\ud800",
      "\udc00x",
      "\u200b",
      "\u202eevil",
      "\u3164",
      "Z\u0301".padEnd(600, "\u0301"),
    ],
    ...[
      "0000-01-01",
      "0001-01-01T00:00:00+23:59",
      "9999-12-31T23:59:59-23:59",
      "9999-12-31",
      "2027-02-29",
      "2027-01-01T25:00:00Z",
    ],
    ...[
      "+275760-09-13T00:00:00Z",
      "-000001-01-01",
      "1970-01-01T00:00:00Z",
      "2099-12-31T23:59:59-23:59",
      "infinity",
      "now",
    ],
    ...[-1, 0, 0.5, 1e-7, 1e308, -1e308, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, -(2 ** 53), 2 ** 63, 1_000_000_000_001],
    ...[
      "XXX",
      "XDR",
      "ZWL",
      "HRK",
      "usd",
      "KWD",
      "JPY",
      "¤",
      "1e3",
      "NaN",
      "Infinity",
      "0x10",
      "-0",
      "１２",
      "1,000",
      "%00",
      "%ff",
    ],
    ...[
      "'; DROP TABLE preorder; --",
      "../../etc/passwd",
      "//evil.example/x.png",
      "/\\evil.example",
      "javascript:alert(1)",
      "{{7*7}}",
    ],
    ...[
      null,
      true,
      [],
      {},
      [[]],
      [null],
      { $ne: null },
      { toString: 1 },
      "x".repeat(6000),
      "🚢".repeat(200),
      "9".repeat(400),
    ],
    ...[
      "__proto__",
      "constructor",
      "00000000-0000-0000-0000-000000000000",
      "A@b",
      "a@b.c\r\nBcc: x@y.z",
      "\ufeff",
      "\\",
      '"',
      "'",
    ],
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.double(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/**
 * Requests to every operation: what its document asks for, most of them with one thing put out of order, some with everything right.
 * `ids` are real things, by the noun that stands before them in a path.
 */
export function requestsTo(
  source: unknown,
  { ids, cookies, leaveOut }: { ids: Record<string, string>; cookies: (string | undefined)[]; leaveOut: RegExp },
): fc.Arbitrary<Request> {
  const { paths, components } = document.parse(source);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, of]) => ({ path, method: method.toUpperCase(), of })),
  );
  const known = fc.constantFrom(...Object.values(ids));
  const sound = (of: unknown) => soundValue(of, { components: components.schemas, known, depth: 0 });
  const all = operations.filter(({ method, path }) => !leaveOut.test(`${method} ${path}`));
  // Reading the schemas of an operation takes as long as asking it.
  const made = new Map(all.map((each) => [each, requestTo(each)]));
  return fc.constantFrom(...all).chain((each) => made.get(each) ?? requestTo(each));

  function requestTo({ path, method, of }: (typeof all)[number]): fc.Arbitrary<Request> {
    const body = Object.entries(of.requestBody?.content ?? {}).map(([type, media]) =>
      spoiled(sound(media.schema)).map((value) => ({ type, value })),
    );
    const query = of.parameters.filter((each) => each.in === "query");
    return fc
      .record({
        path: addressed(path, ids),
        query: fc.tuple(
          ...query.map((each) => fc.tuple(fc.constant(each.name), fc.option(oneOrOdd(sound(each.schema))))),
        ),
        extra: fc.option(fc.tuple(fc.constantFrom("q", "search", "after", "key", "limit", "x[]"), odd), { freq: 8 }),
        body: body.length > 0 ? fc.oneof(...body) : fc.constant(null),
        cookie: fc.constantFrom(...cookies),
        key: fc.oneof(fc.uuid(), fc.constantFrom(undefined, "short", "k".repeat(256))),
      })
      .map(({ path: to, query: asked, extra, body: sent, cookie, key }) => {
        const words = [...asked, ...(extra ? [extra] : [])].filter(
          ([, value]) => value !== null && value !== undefined,
        );
        const search = words.map(([name, value]) => `${encodeURIComponent(name)}=${spell(value)}`).join("&");
        return {
          ...{ method, cookie, key, operation: of.operationId, documented: Object.keys(of.responses) },
          path: search ? `${to}?${search}` : to,
          ...(sent ? carry(sent) : {}),
        };
      });
  }
}

function carry({ type, value }: { type: string; value: unknown }): Pick<Request, "raw" | "headers"> {
  // A made-up object may have no text of its own (`{ toString: 0 }`): JSON has one for it.
  const raw = type.includes("json") || typeof value === "object" ? (JSON.stringify(value) ?? "null") : String(value);
  return { raw, headers: { "content-type": type } };
}

/** As a form would send it; half characters and NUL go as the bytes they would be. */
function spell(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.isWellFormed() ? encodeURIComponent(text) : "%ed%a0%80";
}

function addressed(path: string, ids: Record<string, string>): fc.Arbitrary<string> {
  const parts = path.split("/").map((part, index, parts) => {
    if (!part.startsWith("{")) return fc.constant(part);
    const right = ids[parts[index - 1] ?? ""] ?? ids[part.slice(1, -1)];
    const wrong = fc.oneof(
      fc.uuid(),
      fc.constantFrom("0", "null", "%00", "..%2f..", "%F0%9F%9A%A2", "1'--", "x".repeat(300)),
    );
    return right ? fc.oneof({ weight: 9, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: wrong }) : wrong;
  });
  return fc.tuple(...parts).map((words) => words.join("/"));
}

const oneOrOdd = (sound: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 1, arbitrary: sound }, { weight: 2, arbitrary: odd });

/** A sound value with nothing, one or two of its leaves put out of order; now and then another value altogether. */
function spoiled(sound: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const hits = fc.constantFrom(0, 1, 1, 1, 1, 1, 2);
  const changed = fc.tuple(sound, hits, fc.array(fc.tuple(fc.nat(), odd), { minLength: 2, maxLength: 2 }));
  return fc.oneof(
    {
      weight: 15,
      arbitrary: changed.map(([value, most, changes]) => changes.slice(0, most).reduce<unknown>(putIn, value)),
    },
    { weight: 1, arbitrary: odd },
  );
}

function putIn(value: unknown, [at, replacement]: [number, unknown]): unknown {
  if (typeof value !== "object" || value === null) return replacement;
  const names = Object.keys(value);
  const name = names[at % (names.length + 1)];
  if (name === undefined) return Array.isArray(value) ? [...value, replacement] : { ...value, extra: replacement };
  const rest = Object.fromEntries(Object.entries(value));
  const changed = putIn(rest[name], [Math.floor(at / (names.length + 1)), replacement]);
  return Array.isArray(value)
    ? value.map((each, index) => (String(index) === name ? changed : each))
    : { ...rest, [name]: changed };
}

type Around = { components: Record<string, unknown>; known: fc.Arbitrary<string>; depth: number };

/** What the schema takes, as far as a schema can say. */
function soundValue(of: unknown, around: Around): fc.Arbitrary<unknown> {
  const { data } = schema.safeParse(of);
  if (!data || around.depth > 8) return fc.constant(null);
  const inside = { ...around, depth: around.depth + 1 };
  if (data.$ref) return soundValue(around.components[data.$ref.split("/").at(-1) ?? ""], inside);
  if (data.const !== undefined) return fc.constant(data.const);
  if (data.enum) return fc.constantFrom(...data.enum);
  const choices = data.anyOf ?? data.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => soundValue(each, inside)));
  if (data.allOf)
    return fc.tuple(...data.allOf.map((each) => soundValue(each, inside))).map((parts) => Object.assign({}, ...parts));
  const type = Array.isArray(data.type) ? data.type[0] : data.type;
  if (type === "object" || data.properties) {
    const fields = Object.entries(data.properties ?? {}).map(
      ([name, field]) => [name, soundValue(field, inside)] as const,
    );
    return fc.record(Object.fromEntries(fields), { requiredKeys: data.required });
  }
  if (type === "array") return fc.array(soundValue(data.items, inside), { minLength: 1, maxLength: 3 });
  if (type === "integer")
    return fc.integer({ min: Math.max(data.minimum ?? 0, -1000), max: Math.min(data.maximum ?? 1000, 100_000) });
  if (type === "number") return fc.constantFrom(data.minimum ?? 0, 1, 2.5);
  if (type === "boolean") return fc.boolean();
  return soundText(data, around.known);
}

function soundText({ format, pattern }: z.infer<typeof schema>, known: fc.Arbitrary<string>): fc.Arbitrary<string> {
  if (format === "uuid") return known;
  if (format === "email") return fc.constantFrom("a@example.com", "fuzz.b@example.com");
  if (format === "date") return fc.constantFrom("2027-01-01", "2027-02-14", "2028-02-29");
  if (format === "date-time") return fc.constantFrom("2027-01-01T00:00:00Z", "2028-02-29T12:00:00+08:00");
  if (pattern === "^[A-Z]{3}$") return fc.constantFrom("CNY", "USD", "JPY", "KWD");
  if (pattern && !pattern.includes("(?")) return fc.stringMatching(new RegExp(pattern), { maxLength: 40 });
  return fc.constantFrom("Words", "杭州", "a longer text, with a comma");
}
