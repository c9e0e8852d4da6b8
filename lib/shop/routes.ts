import { etag } from "hono/etag";
import { sessionCookie } from "#lib/accounts/open-session.ts";
import { anyBytes, clientOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { expectPicture } from "#lib/images/expect-picture.ts";
import { changeShop } from "#lib/shop/change-shop.ts";
import { removeLogo, setLogo } from "#lib/shop/look/keep-logo.ts";
import { openByLink } from "#lib/shop/opening/open-by-link.ts";
import { findPage } from "#lib/shop/pages.ts";
import { publishPage } from "#lib/shop/publish-page.ts";
import {
  openingInput,
  pageInput,
  pageParams,
  pageQuery,
  pageView,
  shopChange,
  shopView,
  undoInput,
} from "#lib/shop/schema.ts";
import { undoChange } from "#lib/shop/undo-change.ts";

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
  "/settings/shop/undo",
  { summary: "Take the last change of a part of the settings back", body: undoInput, answer: shopView },
  ({ app, who, body }) => undoChange(app, who, body.card),
);
route.owner.put(
  "/settings/logo",
  {
    summary: "Show a picture of at most 10 MB as the shop's logo, drawn anew and bounded",
    rawBody: { "image/jpeg": anyBytes, "image/png": anyBytes, "image/webp": anyBytes, "image/gif": anyBytes },
    answer: shopView,
  },
  async ({ app, who, c }) => {
    expectPicture(c.req.header("content-type"));
    return setLogo(app, who, new Uint8Array(await c.req.arrayBuffer()));
  },
);
route.owner.delete(
  "/settings/logo",
  { summary: "Show the shop's name in letters again", answer: shopView },
  ({ app, who }) => removeLogo(app, who),
);
route.anyone.post(
  "/opening",
  { summary: "Become the first owner, by the link that the server printed, once", body: openingInput, makes: true },
  async ({ app, body, c }) => {
    const token = await openByLink(app, body, { headers: c.req.raw.headers, client: clientOf(c) });
    c.header("set-cookie", sessionCookie(app, token), { append: true });
  },
);
route.owner.post(
  "/settings/pages/{kind}",
  { summary: "Publish a new version of a page", params: pageParams, body: pageInput, answer: pageView, makes: true },
  ({ app, who, params, body }) => publishPage(app, who, { ...body, kind: params.kind }),
);
