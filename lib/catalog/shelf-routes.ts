import { openRoutes } from "#lib/api/route.ts";
import { archiveProduct, restoreProduct } from "#lib/catalog/archive-product.ts";
import { deleteEdition, deleteProduct } from "#lib/catalog/delete-product.ts";
import { listProducts } from "#lib/catalog/list-products.ts";
import { orderEditions } from "#lib/catalog/order-editions.ts";
import { existingProduct } from "#lib/catalog/queries.ts";
import { archiveSwitch, editionOrder, productListQuery, productPage, productView } from "#lib/catalog/schema.ts";

const { app, route } = openRoutes("Catalogue");
/** What stands on the shelf, in which order, and what leaves it. */
export const shelfRoutes = app;

const ofProduct = route.hostOf("product");

route.host.get(
  "/products",
  {
    summary: "The host's own products, newest first, by part of a name or SKU",
    query: productListQuery,
    answer: productPage,
  },
  ({ who, query }) => listProducts(who, query),
);
ofProduct.put(
  "/products/{id}/archive",
  {
    summary: "Put a product away, or bring it back; its orders and figures stay",
    body: archiveSwitch,
    answer: productView,
  },
  async ({ who: product, body }) => {
    await (body.archived ? archiveProduct(product) : restoreProduct(product));
    return existingProduct(product.id);
  },
);
ofProduct.put(
  "/products/{id}/editions/order",
  { summary: "List the editions of a product in another order", body: editionOrder, answer: productView },
  async ({ who: product, body }) => {
    await orderEditions(product, body.ids);
    return existingProduct(product.id);
  },
);
ofProduct.delete(
  "/products/{id}",
  { summary: "Delete a product that nobody ever ordered, with its editions" },
  ({ who: product }) => deleteProduct(product),
);
route
  .hostOf("edition")
  .delete(
    "/editions/{id}",
    { summary: "Delete an edition that nobody ever ordered and whose stock never moved" },
    ({ who: edition }) => deleteEdition(edition),
  );
