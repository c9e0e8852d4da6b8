import { etag } from "hono/etag";
import { openRoutes } from "#lib/api/route.ts";
import { changeShop } from "#lib/shop/change-shop.ts";
import { findPage } from "#lib/shop/pages.ts";
import { publishPage } from "#lib/shop/publish-page.ts";
import { pageInput, pageParams, pageQuery, pageView, shopChange, shopView } from "#lib/shop/schema.ts";

const { routes, route } = openRoutes("Shop");
export const shopRoutes = routes;

routes.use("/shop", etag());
route.anyone.get("/shop", { summary: "Who the shop is and who sells", answer: shopView }, ({ app, c }) => {
  c.header("cache-control", "no-cache");
  return app.shop.read();
});
route.anyone.get(
  "/shop/pages/{kind}",
  {
    summary: "Terms, privacy, imprint, returns, shipping or contact, as they stand or in an earlier version",
    params: pageParams,
    query: pageQuery,
    answer: pageView,
  },
  ({ app, params, query }) => findPage(app, params.kind, query),
);
route.owner.patch(
  "/settings/shop",
  { summary: "Change who the shop is and who sells", body: shopChange, answer: shopView },
  ({ app, who, body }) => changeShop(app, who, body),
);
route.owner.post(
  "/settings/pages/{kind}",
  { summary: "Publish a new version of a page", params: pageParams, body: pageInput, answer: pageView, makes: true },
  ({ app, who, params, body }) => publishPage(app, who, { ...body, kind: params.kind }),
);
