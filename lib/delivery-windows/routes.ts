import { z } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, document } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { addCity, changeCity, orderCities, removeCity } from "#lib/delivery-windows/change-city.ts";
import { importCities } from "#lib/delivery-windows/import-cities.ts";
import { findPromise, listCities, listOpenCities } from "#lib/delivery-windows/queries.ts";
import {
  cityChange,
  cityInput,
  cityOrder,
  cityReport,
  cityView,
  editionPromise,
  promiseQuery,
  staffCityView,
} from "#lib/delivery-windows/schema.ts";
import { charsetOf } from "#lib/files/read-file.ts";
import { Refusal } from "#lib/refusal.ts";

const tag = "Delivery";
const { routes, route } = openRoutes(tag);
export const deliveryWindowRoutes = routes;

const importQuery = z.object({ dryRun: z.enum(["true", "false"]).default("true") });

routes.use("/cities", etag());
route.anyone.get("/cities", { summary: "Cities that orders may go to", answer: z.array(cityView) }, ({ app, c }) => {
  c.header("cache-control", "no-cache");
  return listOpenCities(app);
});
route.anyone.get(
  "/editions/{id}/promise",
  {
    summary: "The wave and delivery window that the next order of so many would be promised, by city",
    query: promiseQuery,
    answer: editionPromise,
  },
  ({ app, id, query }) => findPromise(app, id, query),
);
route.moneyReader.get(
  "/ops/cities",
  { summary: "Every city, closed ones too", answer: z.array(staffCityView) },
  ({ app, who }) => listCities(app, who),
);
route.operator.post(
  "/ops/cities",
  { summary: "Add a city", body: cityInput, answer: staffCityView, makes: true },
  ({ app, who, body }) => addCity(app, who, body),
);
route.operator.put(
  "/ops/cities/order",
  { summary: "List the cities in another order", body: cityOrder },
  ({ app, who, body }) => orderCities(app, who, body.ids),
);
route.operator.patch(
  "/ops/cities/{id}",
  {
    summary: "Rename, open or close a city, or change its days for orders to come",
    body: cityChange,
    answer: staffCityView,
  },
  ({ app, who, id, body }) => changeCity(app, who, id, body),
);
route.operator.delete("/ops/cities/{id}", { summary: "Remove a city that no order ever went to" }, ({ app, who, id }) =>
  removeCity(app, who, id),
);

// The body is text of any shape, so it stands outside the JSON validator; the document lists it all the same.
routes.openAPIRegistry.registerPath({
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
routes.post("/ops/cities/import", async (c) => {
  const operator = requireOperator(await actorOf(c));
  const query = importQuery.safeParse(c.req.query());
  if (!query.success) throw new Refusal("invalid_query", { field: query.error.issues[0]?.path.join(".") });
  if (!/^text\/(csv|plain|tab-separated-values)/i.test(c.req.header("content-type") ?? "")) {
    throw new Refusal("unsupported_media_type");
  }
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const charset = charsetOf(c.req.header("content-type") ?? "");
  return c.json(await importCities(c.env.app, operator, { bytes, charset }, query.data.dryRun === "true"), 200);
});
