import { createRoute } from "@hono/zod-openapi";
import { requireHost, requireHostOf } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, done, idParam, json } from "#lib/api/api.ts";
import { archiveProduct, restoreProduct } from "#lib/catalog/archive-product.ts";
import { deleteEdition, deleteProduct } from "#lib/catalog/delete-product.ts";
import { listProducts } from "#lib/catalog/list-products.ts";
import { orderEditions } from "#lib/catalog/order-editions.ts";
import { existingProduct } from "#lib/catalog/queries.ts";
import { archiveSwitch, editionOrder, productListQuery, productPage, productView } from "#lib/catalog/schema.ts";
import { container } from "#lib/container.ts";

const tag = "Catalogue";

/** What stands on the shelf, in which order, and what leaves it. */
export const shelfRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/products",
      request: { query: productListQuery },
      ...document({
        tag,
        summary: "The host's own products, newest first, by part of a name or SKU",
        access: "host",
        answer: productPage,
      }),
    }),
    async (c) => c.json(await listProducts(requireHost(await actorOf(c)), c.req.valid("query")), 200),
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/products/{id}/archive",
      request: { params: idParam, body: json(archiveSwitch) },
      ...document({
        tag,
        summary: "Put a product away, or bring it back; its orders and figures stay",
        access: "host-of-product",
        answer: productView,
      }),
    }),
    async (c) => {
      const product = await requireHostOf(container().db, await actorOf(c), "product", c.req.valid("param").id);
      await (c.req.valid("json").archived ? archiveProduct(product) : restoreProduct(product));
      return c.json(await existingProduct(product.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/products/{id}/editions/order",
      request: { params: idParam, body: json(editionOrder) },
      ...document({
        tag,
        summary: "List the editions of a product in another order",
        access: "host-of-product",
        answer: productView,
      }),
    }),
    async (c) => {
      const product = await requireHostOf(container().db, await actorOf(c), "product", c.req.valid("param").id);
      await orderEditions(product, c.req.valid("json").ids);
      return c.json(await existingProduct(product.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/products/{id}",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Delete a product that nobody ever ordered, with its editions",
        access: "host-of-product",
        answer: done,
      }),
    }),
    async (c) => {
      const product = await requireHostOf(container().db, await actorOf(c), "product", c.req.valid("param").id);
      await deleteProduct(product);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/editions/{id}",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Delete an edition that nobody ever ordered and whose stock never moved",
        access: "host-of-edition",
        answer: done,
      }),
    }),
    async (c) => {
      const edition = await requireHostOf(container().db, await actorOf(c), "edition", c.req.valid("param").id);
      await deleteEdition(edition);
      return c.json({ ok: true as const }, 200);
    },
  );
