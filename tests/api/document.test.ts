import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { refusals } from "#lib/refusal.ts";
import { type App, startApp } from "#tests/support/app.ts";

let app: App;
let source: string;

beforeAll(async () => {
  app = await startApp({ PUBLIC_URL: "https://live.skerry.test" });
  source = (await app.http("GET", "/api/openapi.json")).text;
});

afterAll(() => app.stop());

const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  responses: z.record(z.string(), z.unknown()),
});
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

test("the strict rules of one validator find nothing in the API's document", async () => {
  const config = await createConfig({ extends: ["recommended-strict"] });
  const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`)).toEqual(
    [],
  );
});

test("the schema of OpenAPI 3.1 itself takes it", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(source));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test("every operation has a name of its own, says who may call it, and how it refuses", () => {
  const { paths } = document.parse(JSON.parse(source));
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { operationId, responses } of operations)
    expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(["4XX", "5XX"]));
});

test("every refusal there is stands in the document, those of the video's doors too", () => {
  const schemas = z.object({
    Problem: z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
  });
  const { components } = z.object({ components: z.object({ schemas }) }).parse(JSON.parse(source));
  const { enum: codes } = components.schemas.Problem.properties.code;
  expect(codes.toSorted()).toEqual(["internal", ...Object.keys(refusals)].toSorted());
  expect(codes).toEqual(expect.arrayContaining(["sold_out", "chunk_gap", "late_take"]));
});

test("times, days and amounts say in the document what they are", () => {
  const strays: string[] = [];
  walk(JSON.parse(source), "", (name, schema) => {
    if (/(?:At|Until|By|^at|^since|^until)$/.test(name) && schema.type === "string" && !schema.format && !schema.enum)
      strays.push(name);
    if (/Minor$/.test(name) && schema.type === "number") strays.push(name);
    if (/(?:On|^day)$/.test(name) && schema.type === "string" && schema.format !== "date") strays.push(name);
  });
  expect([...new Set(strays)]).toEqual([]);
});

type Schema = { type?: unknown; format?: unknown; enum?: unknown };

function walk(node: unknown, name: string, visit: (name: string, schema: Schema) => void) {
  if (typeof node !== "object" || node === null) return;
  if ("type" in node) visit(name, node);
  for (const [key, value] of Object.entries(node)) walk(value, key, visit);
}
