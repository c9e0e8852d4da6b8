import { createRoute, z } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentCreation, done, idParam, json } from "#lib/api/api.ts";
import { charsetOf } from "#lib/files/read-file.ts";
import { addCity, changeCity, orderCities, removeCity } from "#lib/promises/change-city.ts";
import { importCities } from "#lib/promises/import-cities.ts";
import { findPromise, listCities, listOpenCities } from "#lib/promises/queries.ts";
import {
  cityChange,
  cityInput,
  cityOrder,
  cityReport,
  cityView,
  editionPromise,
  promiseQuery,
  staffCityView,
} from "#lib/promises/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const tag = "Delivery";
const importQuery = z.object({ dryRun: z.enum(["true", "false"]).default("true") });

export const promiseRoutes = createRoutes();

promiseRoutes.use("/cities", etag());
promiseRoutes
  .openapi(
    createRoute({
      method: "get",
      path: "/cities",
      ...document({ tag, summary: "Cities that orders may go to", access: "anyone", answer: z.array(cityView) }),
    }),
    async (c) => {
      c.header("cache-control", "no-cache");
      return c.json(await listOpenCities(), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/editions/{id}/promise",
      request: { params: idParam, query: promiseQuery },
      ...document({
        tag,
        summary: "The wave and delivery window that the next order of so many would be promised, by city",
        access: "anyone",
        answer: editionPromise,
      }),
    }),
    async (c) => c.json(await findPromise(c.req.valid("param").id, c.req.valid("query")), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/cities",
      ...document({ tag, summary: "Every city, closed ones too", access: "operator", answer: z.array(staffCityView) }),
    }),
    async (c) => c.json(await listCities(requireOperator(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/cities",
      request: { body: json(cityInput) },
      ...documentCreation({ tag, summary: "Add a city", access: "operator", answer: staffCityView }),
    }),
    async (c) => c.json(await addCity(requireOperator(await actorOf(c)), c.req.valid("json")), 201),
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/ops/cities/order",
      request: { body: json(cityOrder) },
      ...document({ tag, summary: "List the cities in another order", access: "operator", answer: done }),
    }),
    async (c) => {
      await orderCities(requireOperator(await actorOf(c)), c.req.valid("json").ids);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/ops/cities/{id}",
      request: { params: idParam, body: json(cityChange) },
      ...document({
        tag,
        summary: "Rename, open or close a city, or change its days for orders to come",
        access: "operator",
        answer: staffCityView,
      }),
    }),
    async (c) =>
      c.json(await changeCity(requireOperator(await actorOf(c)), c.req.valid("param").id, c.req.valid("json")), 200),
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/ops/cities/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "Remove a city that no order ever went to", access: "operator", answer: done }),
    }),
    async (c) => {
      await removeCity(requireOperator(await actorOf(c)), c.req.valid("param").id);
      return c.json({ ok: true as const }, 200);
    },
  );

// The body is text of any shape, so it stands outside the JSON validator; the document lists it all the same.
promiseRoutes.openAPIRegistry.registerPath({
  method: "post",
  path: "/ops/cities/import",
  request: { query: importQuery, body: { required: true, content: { "text/csv": { schema: z.string() } } } },
  ...document({
    tag,
    summary: "Add or change cities from CSV: name, first_days, last_days, open; a dry run by default",
    access: "operator",
    answer: cityReport,
  }),
});
promiseRoutes.post("/ops/cities/import", async (c) => {
  const operator = requireOperator(await actorOf(c));
  const query = importQuery.safeParse(c.req.query());
  if (!query.success) throw new Refusal("invalid_query", { field: query.error.issues[0]?.path.join(".") });
  if (!/^text\/(csv|plain|tab-separated-values)/i.test(c.req.header("content-type") ?? "")) {
    throw new Refusal("unsupported_media_type");
  }
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const charset = charsetOf(c.req.header("content-type") ?? "");
  return c.json(await importCities(operator, { bytes, charset }, query.data.dryRun === "true"), 200);
});
