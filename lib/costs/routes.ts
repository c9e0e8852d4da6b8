import { actorOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { requireProduct } from "#lib/catalog/queries.ts";
import { readCosts } from "#lib/costs/queries.ts";
import { sayCosts } from "#lib/costs/say-costs.ts";
import { costInput, costPage, costQuery } from "#lib/costs/schema.ts";

const { routes, route } = openRoutes("Costs");
export const costRoutes = routes;

route.anyone.get(
  "/products/{id}/costs",
  { summary: "What a product's editions cost their seller, now and before", query: costQuery, answer: costPage },
  async ({ app, id, query, c }) => {
    const { editions } = await requireProduct(app, id, { asker: () => actorOf(c) });
    return readCosts(
      app,
      editions.map((edition) => edition.id),
      query,
    );
  },
);
route
  .hostOf("edition")
  .put(
    "/editions/{id}/costs",
    { summary: "Say what a unit costs; what was said before stays to be read", body: costInput },
    ({ app, who: edition, body }) => sayCosts(app, edition, body),
  );
