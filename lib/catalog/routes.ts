import { createRoute, z } from "@hono/zod-openapi";
import { requireHost, requireHostOf } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentCreation, done, idParam, json } from "#lib/api/api.ts";
import { addEdition } from "#lib/catalog/add-edition.ts";
import { changeEdition } from "#lib/catalog/change-edition.ts";
import { changeProduct } from "#lib/catalog/change-product.ts";
import { changeWaves } from "#lib/catalog/change-waves.ts";
import { createProduct } from "#lib/catalog/create-product.ts";
import { importCatalog } from "#lib/catalog/import-catalog.ts";
import { existingProduct, findEditionById } from "#lib/catalog/queries.ts";
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
import { setPrices } from "#lib/catalog/set-prices.ts";
import { switchSales } from "#lib/catalog/switch-sales.ts";
import { container } from "#lib/container.ts";
import { charsetOf } from "#lib/files/read-file.ts";
import { adjustStock } from "#lib/inventory/adjust-stock.ts";
import { Refusal } from "#lib/refusal.ts";
import { readerOf } from "#lib/words/reader.ts";

const tag = "Catalogue";
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

export const catalogRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/products/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "One product with its editions", access: "anyone", answer: productView }),
    }),
    async (c) => c.json(await existingProduct(c.req.valid("param").id, readerOf(c.req.raw.headers).locale), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/products",
      request: { body: json(productInput) },
      ...documentCreation({ tag, summary: "Create a product", access: "host", answer: productView }),
    }),
    async (c) =>
      c.json(await existingProduct(await createProduct(requireHost(await actorOf(c)), c.req.valid("json"))), 201),
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/products/{id}",
      request: { params: idParam, body: json(productChange) },
      ...document({
        tag,
        summary: "Say something else about a product",
        access: "host-of-product",
        answer: productView,
      }),
    }),
    async (c) => {
      const product = await requireHostOf(container().db, await actorOf(c), "product", c.req.valid("param").id);
      await changeProduct(product, c.req.valid("json"));
      return c.json(await existingProduct(product.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/products/{id}/editions",
      request: { params: idParam, body: json(editionInput) },
      ...documentCreation({
        tag,
        summary: "Add an edition with stock and delivery waves",
        access: "host-of-product",
        answer: productView,
      }),
    }),
    async (c) => {
      const product = await requireHostOf(container().db, await actorOf(c), "product", c.req.valid("param").id);
      await addEdition(product, c.req.valid("json"));
      return c.json(await existingProduct(product.id), 201);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/editions/{id}",
      request: { params: idParam, body: json(editionChange) },
      ...document({
        tag,
        summary: "Change texts, limits and times of an edition for orders to come",
        access: "host-of-edition",
        answer: editionView,
      }),
    }),
    async (c) => {
      const edition = await requireHostOf(container().db, await actorOf(c), "edition", c.req.valid("param").id);
      await changeEdition(edition, c.req.valid("json"));
      return c.json(await existingEdition(edition.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/editions/{id}/prices",
      request: { params: idParam, body: json(pricesInput) },
      ...document({
        tag,
        summary: "Set every price of an edition, tax included, for orders to come",
        access: "host-of-edition",
        answer: editionView,
      }),
    }),
    async (c) => {
      const edition = await requireHostOf(container().db, await actorOf(c), "edition", c.req.valid("param").id);
      await setPrices(edition, c.req.valid("json"));
      return c.json(await existingEdition(edition.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/editions/{id}/waves",
      request: { params: idParam, body: json(wavesInput) },
      ...document({
        tag,
        summary: "Add delivery waves, change capacities, and move waves that promised nothing yet",
        access: "host-of-edition",
        answer: editionView,
      }),
    }),
    async (c) => {
      const edition = await requireHostOf(container().db, await actorOf(c), "edition", c.req.valid("param").id);
      await changeWaves(edition, c.req.valid("json"));
      return c.json(await existingEdition(edition.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/editions/{id}/sales",
      request: { params: idParam, body: json(salesSwitch) },
      ...document({ tag, summary: "Open or close the sale of an edition", access: "host-of-edition", answer: done }),
    }),
    async (c) => {
      const edition = await requireHostOf(container().db, await actorOf(c), "edition", c.req.valid("param").id);
      await switchSales(edition, c.req.valid("json").open);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/editions/{id}/stock",
      request: { params: idParam, body: json(stockAdjustment) },
      ...document({ tag, summary: "Add or withdraw free units", access: "host-of-edition", answer: done }),
    }),
    async (c) => {
      const edition = await requireHostOf(container().db, await actorOf(c), "edition", c.req.valid("param").id);
      await adjustStock(edition, c.req.valid("json"));
      return c.json({ ok: true as const }, 200);
    },
  );

// The body is read as text whatever its type, so it stands outside the JSON validator; the document lists it all the same.
catalogRoutes.openAPIRegistry.registerPath({
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
catalogRoutes.post("/catalog/import", async (c) => {
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
  return c.json(await importCatalog(host, { ...file, dryRun: dryRun === "true", showId }), 200);
});

async function existingEdition(id: string) {
  const edition = await findEditionById(id);
  if (!edition) throw new Refusal("not_found");
  return edition;
}
