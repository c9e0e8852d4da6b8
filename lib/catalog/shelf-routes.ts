import { openRoutes } from "#lib/api/route.ts";
import { archiveEdition, restoreEdition } from "#lib/catalog/archive-edition.ts";
import { archiveProduct, restoreProduct } from "#lib/catalog/archive-product.ts";
import { deleteEdition, deleteProduct } from "#lib/catalog/delete-product.ts";
import { listProducts } from "#lib/catalog/list-products.ts";
import { orderEditions } from "#lib/catalog/order-editions.ts";
import { existingProduct } from "#lib/catalog/queries.ts";
import { archiveSwitch, editionOrder, productListQuery, productPage, productView } from "#lib/catalog/schema.ts";

const { routes, route } = openRoutes("Catalogue");
/** What stands on the shelf, in which order, and what leaves it. */
export const shelfRoutes = routes;

const ofProduct = route.hostOf("product");
const ofEdition = route.hostOf("edition");

route.host.get(
  "/products",
  {
    summary: "The host's own products, newest first, by part of a name or SKU",
    query: productListQuery,
    answer: productPage,
  },
  ({ app, who, query }) => listProducts(app, who, query),
);
ofProduct.put(
  "/products/{id}/archive",
  {
    summary: "Put a product away, or bring it back; its orders and figures stay",
    body: archiveSwitch,
    answer: productView,
  },
  async ({ app, who: product, body }) => {
    await (body.archived ? archiveProduct(app, product) : restoreProduct(app, product));
    return existingProduct(app, product.id);
  },
);
ofProduct.put(
  "/products/{id}/editions/order",
  { summary: "List the editions of a product in another order", body: editionOrder, answer: productView },
  async ({ app, who: product, body }) => {
    await orderEditions(app, product, body.ids);
    return existingProduct(app, product.id);
  },
);
ofProduct.delete(
  "/products/{id}",
  { summary: "Delete a product that nobody ever ordered, with its editions" },
  ({ app, who: product }) => deleteProduct(app, product),
);
ofEdition.put(
  "/editions/{id}/archive",
  { summary: "Put an edition away, or bring it back; its orders stay", body: archiveSwitch },
  ({ app, who: edition, body }) => (body.archived ? archiveEdition(app, edition) : restoreEdition(app, edition)),
);
ofEdition.delete(
  "/editions/{id}",
  { summary: "Delete an edition that nobody ever ordered and whose stock never moved" },
  ({ app, who: edition }) => deleteEdition(app, edition),
);
