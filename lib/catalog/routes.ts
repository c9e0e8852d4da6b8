import { z } from "@hono/zod-openapi";
import { requireHost } from "#lib/accounts/gate.ts";
import { actorOf, document } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { addEdition } from "#lib/catalog/add-edition.ts";
import { adjustStock } from "#lib/catalog/adjust-stock.ts";
import { changeEdition } from "#lib/catalog/change-edition.ts";
import { changeProduct } from "#lib/catalog/change-product.ts";
import { changeWaves } from "#lib/catalog/change-waves.ts";
import { createProduct } from "#lib/catalog/create-product.ts";
import { importCatalog } from "#lib/catalog/import-catalog.ts";
import { existingProduct, findEditionById, requireProduct } from "#lib/catalog/queries.ts";
import {
  editionChange,
  editionInput,
  editionView,
  importReport,
  importTerms,
  pricesInput,
  productChange,
  productInput,
  productView,
  salesSwitch,
  stockAdjustment,
  wavesInput,
} from "#lib/catalog/schema.ts";
import { setGoals } from "#lib/catalog/set-goals.ts";
import { setPrices } from "#lib/catalog/set-prices.ts";
import { switchSales } from "#lib/catalog/switch-sales.ts";
import type { Uses } from "#lib/container.ts";
import { charsetOf } from "#lib/files/read-file.ts";
import { goalsInput } from "#lib/goals/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { readerOf } from "#lib/words/reader.ts";

const tag = "Catalogue";
const { routes, route } = openRoutes(tag);
export const catalogRoutes = routes;

const ofProduct = route.hostOf("product");
const ofEdition = route.hostOf("edition");
const onDesk = route.deskOf("edition");
const importQuery = z.object({
  dryRun: z.enum(["true", "false"]).default("true"),
  showId: z.uuid().optional(),
  ...importTerms.shape,
});
const file = {
  required: true,
  description:
    "CSV in our own columns, or Shopify's or WooCommerce's product export, for which the query says currency and delivery window. Bytes are read by byte order mark, else by the charset of the content type, else as UTF-8 or as GB18030 that cannot be anything else; at most 5,000 rows.",
  content: { "text/csv": { schema: z.string() }, "application/json": { schema: z.array(z.unknown()) } },
};

route.anyone.get(
  "/products/{id}",
  { summary: "One product with its editions", answer: productView },
  ({ app, id, c }) => requireProduct(app, id, { reader: readerOf(c.req.raw.headers).locale, asker: () => actorOf(c) }),
);
route.host.post(
  "/products",
  { summary: "Create a product", body: productInput, answer: productView, makes: true },
  async ({ app, who, body }) => existingProduct(app, await createProduct(app, who, body)),
);
ofProduct.patch(
  "/products/{id}",
  { summary: "Say something else about a product", body: productChange, answer: productView },
  async ({ app, who: product, body }) => {
    await changeProduct(app, product, body);
    return existingProduct(app, product.id);
  },
);
ofProduct.post(
  "/products/{id}/editions",
  { summary: "Add an edition with stock and delivery waves", body: editionInput, answer: productView, makes: true },
  async ({ app, who: product, body }) => {
    await addEdition(app, product, body);
    return existingProduct(app, product.id);
  },
);

ofEdition.patch(
  "/editions/{id}",
  {
    summary: "Change texts, limits and times of an edition for orders to come",
    body: editionChange,
    answer: editionView,
  },
  async ({ app, who: edition, body }) => {
    await changeEdition(app, edition, body);
    return existingEdition(app, edition.id);
  },
);
ofEdition.put(
  "/editions/{id}/prices",
  {
    summary: "Set every price of an edition, tax included, for orders to come",
    body: pricesInput,
    answer: editionView,
  },
  async ({ app, who: edition, body }) => {
    await setPrices(app, edition, body);
    return existingEdition(app, edition.id);
  },
);
ofEdition.put(
  "/editions/{id}/goals",
  {
    summary: "Set from how many reserved units on everybody gets something; what was reached stays",
    body: goalsInput,
    answer: editionView,
  },
  async ({ app, who: edition, body }) => {
    await setGoals(app, edition, body);
    return existingEdition(app, edition.id);
  },
);
ofEdition.put(
  "/editions/{id}/waves",
  {
    summary: "Add delivery waves, change capacities, and move waves that promised nothing yet",
    body: wavesInput,
    answer: editionView,
  },
  async ({ app, who: edition, body }) => {
    await changeWaves(app, edition, body);
    return existingEdition(app, edition.id);
  },
);
onDesk.put(
  "/editions/{id}/sales",
  { summary: "Open or close the sale of an edition", body: salesSwitch },
  async ({ app, who: edition, body }) => {
    await switchSales(app, edition, body.open);
  },
);
ofEdition.post(
  "/editions/{id}/stock",
  { summary: "Add or withdraw free units", body: stockAdjustment },
  async ({ app, who: edition, body }) => {
    await adjustStock(app, edition, body);
  },
);

// The body is read as text whatever its type, so it stands outside the JSON validator; the document lists it all the same.
routes.openAPIRegistry.registerPath({
  method: "post",
  path: "/catalog/import",
  request: { query: importQuery, body: file },
  ...document({
    tag,
    summary: "Import a catalogue from CSV or JSON; a dry run by default",
    access: "host",
    answer: importReport,
  }),
});
routes.post("/catalog/import", async (c) => {
  const host = requireHost(await actorOf(c));
  const query = importQuery.safeParse(c.req.query());
  if (!query.success) throw new Refusal("invalid_query", { field: query.error.issues[0]?.path.join(".") });
  const type = c.req.header("content-type") ?? "";
  const format = /^text\/(csv|tab-separated-values|plain)\b/i.test(type)
    ? "csv"
    : /^application\/json\b/i.test(type)
      ? "json"
      : null;
  if (!format) throw new Refusal("unsupported_media_type");
  const { dryRun, showId, ...terms } = query.data;
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const file = { bytes, format, charset: charsetOf(type), terms } as const;
  return c.json(await importCatalog(c.env.app, host, { ...file, dryRun: dryRun === "true", showId }), 200);
});

async function existingEdition(app: Uses<"db">, id: string) {
  const edition = await findEditionById(app, id);
  if (!edition) throw new Refusal("not_found");
  return edition;
}
