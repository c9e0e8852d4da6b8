import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { accessCodeRoutes } from "#lib/access-codes/routes.ts";
import { nameBrowser } from "#lib/accounts/device.ts";
import { accountRoutes } from "#lib/accounts/routes.ts";
import { addressRoutes } from "#lib/addresses/routes.ts";
import { clientOf, type Edge } from "#lib/api/api.ts";
import { ConcurrencyLimit } from "#lib/api/concurrency-limit.ts";
import { docs } from "#lib/api/docs.ts";
import { limitBody } from "#lib/api/limit-body.ts";
import { writeDocument } from "#lib/api/openapi.ts";
import { problemResponse } from "#lib/api/problem.ts";
import { actingFrom } from "#lib/audit/acting-from.ts";
import { balanceRoutes } from "#lib/balances/routes.ts";
import { basketRoutes } from "#lib/baskets/routes.ts";
import { captionRoutes } from "#lib/captions/routes.ts";
import { catalogRoutes } from "#lib/catalog/routes.ts";
import { shelfRoutes } from "#lib/catalog/shelf-routes.ts";
import { collectionRoutes } from "#lib/collections/routes.ts";
import { coolingOffRoutes } from "#lib/cooling-off/routes.ts";
import { costRoutes } from "#lib/costs/routes.ts";
import { deliveryWindowRoutes } from "#lib/delivery-windows/routes.ts";
import { dropRoutes } from "#lib/drops/routes.ts";
import { factorRoutes } from "#lib/factors/routes.ts";
import { handoverRoutes } from "#lib/handover/routes.ts";
import { imageRoutes } from "#lib/images/routes.ts";
import { isOwnOrigin } from "#lib/live/origin.ts";
import { moderationRoutes } from "#lib/moderation/routes.ts";
import { momentRoutes } from "#lib/moments/routes.ts";
import { nameRoutes } from "#lib/names/routes.ts";
import { noticeRoutes } from "#lib/notices/routes.ts";
import { opsRoutes } from "#lib/ops/routes.ts";
import { addressCorrectionRoutes, orderAddressRoutes } from "#lib/order-addresses/routes.ts";
import { orderRoutes } from "#lib/orders/routes.ts";
import { paymentRoutes } from "#lib/payments/routes.ts";
import { peopleRoutes } from "#lib/people/routes.ts";
import { personalDataRoutes } from "#lib/personal-data/routes.ts";
import { plainRoutes } from "#lib/plain/routes.ts";
import { pollRoutes } from "#lib/polls/routes.ts";
import { preorderRoutes } from "#lib/preorders/routes.ts";
import { prompterRoutes } from "#lib/prompter/routes.ts";
import { questionDeskRoutes } from "#lib/questions/desk-routes.ts";
import { questionRoutes } from "#lib/questions/routes.ts";
import { queueRoutes } from "#lib/queue/routes.ts";
import { recordingRoutes } from "#lib/recordings/routes.ts";
import { Refusal } from "#lib/refusal.ts";
import { replayRoutes } from "#lib/replays/routes.ts";
import { restreamRoutes } from "#lib/restreams/routes.ts";
import { rundownRoutes } from "#lib/rundown/routes.ts";
import { searchRoutes } from "#lib/search/routes.ts";
import { shippingRoutes } from "#lib/shipping/routes.ts";
import { shopRoutes } from "#lib/shop/routes.ts";
import { showLifeRoutes } from "#lib/shows/life-routes.ts";
import { showRoutes } from "#lib/shows/routes.ts";
import { sourceRoutes } from "#lib/sources/routes.ts";
import { threadRoutes } from "#lib/threads/routes.ts";
import { translationRoutes } from "#lib/translation/routes.ts";

const smallBody = 64 * 1024;
const uplinkBody = 1024 * 1024;
const importBody = 5 * 1024 * 1024;
const imageBody = 10 * 1024 * 1024;
const pieceBody = 4 * 1024 * 1024;
const pageBody = 512 * 1024;
const webhookBody = 256 * 1024;
/** Providers call here without cookies; the signature says who they are. */
const webhooks = "/api/payments/webhooks/";
/** Acts on one order or payment: a dozen statements each. Orders themselves have lanes. */
const manyStatements = ["/api/baskets", "/api/preorders/:id/*", "/api/payments/webhooks/*"];

/** Every write and every JSON read of the product, under /api. */
export function createApi() {
  const api = new OpenAPIHono<Edge>();
  api.onError((error) => problemResponse(asRefusal(error)));
  api.notFound(() => problemResponse(new Refusal("not_found")));

  api.use("/api/*", expectOwnOrigin);
  api.use("/api/*", nameBrowsers);
  api.use("/api/*", (c, next) => actingFrom(clientOf(c).address, next));
  api.use("/api/*", limitBody(maxBytes));
  const concurrencyLimit = new ConcurrencyLimit({ atOnce: 16, timeout: 3000 });
  for (const path of manyStatements) api.on("POST", path, (_, next) => concurrencyLimit.pass(next));

  api.route("/api", accountRoutes);
  api.route("/api", addressRoutes);
  api.route("/api", shopRoutes);
  for (const routes of [moderationRoutes, nameRoutes]) api.route("/api", routes);
  api.route("/api", translationRoutes);
  for (const routes of [pollRoutes, rundownRoutes, prompterRoutes]) api.route("/api", routes);
  api.route("/api", momentRoutes);
  api.route("/api", peopleRoutes);
  api.route("/api", showRoutes);
  api.route("/api", showLifeRoutes);
  api.route("/api", replayRoutes);
  api.route("/api", plainRoutes);
  api.route("/api", catalogRoutes);
  for (const routes of [shelfRoutes, costRoutes]) api.route("/api", routes);
  api.route("/api", collectionRoutes);
  api.route("/api", searchRoutes);
  api.route("/api", deliveryWindowRoutes);
  api.route("/api", shippingRoutes);
  api.route("/api", coolingOffRoutes);
  api.route("/api", imageRoutes);
  api.route("/api", preorderRoutes);
  api.route("/api", basketRoutes);
  api.route("/api", dropRoutes);
  api.route("/api", queueRoutes);
  api.route("/api", questionRoutes);
  api.route("/api", questionDeskRoutes);
  api.route("/api", paymentRoutes);
  api.route("/api", factorRoutes);
  api.route("/api", personalDataRoutes);
  api.route("/api", balanceRoutes);
  api.route("/api", orderAddressRoutes);
  api.route("/api", addressCorrectionRoutes);
  api.route("/api", handoverRoutes);
  api.route("/api", opsRoutes);
  api.route("/api", noticeRoutes);
  api.route("/api", orderRoutes);
  api.route("/api", threadRoutes);
  api.route("/api", accessCodeRoutes);
  api.route("/api", recordingRoutes);
  api.route("/api", captionRoutes);
  api.route("/api", sourceRoutes);
  api.route("/api", restreamRoutes);

  const written = { document: "" };
  api.get("/api/openapi.json", (c) => {
    written.document ||= JSON.stringify(writeDocument(c.env.app, api));
    return c.body(written.document, 200, { "content-type": "application/json" });
  });
  api.route("/api/docs", docs);
  return api;
}

/** What writes comes from pages of ours, or from no page at all. */
const expectOwnOrigin: MiddlewareHandler<Edge> = async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD" && !c.req.path.startsWith(webhooks)) {
    const headers = {
      origin: c.req.header("origin"),
      host: clientOf(c).host,
      "sec-fetch-site": c.req.header("sec-fetch-site"),
    };
    if (isOwnOrigin(headers, c.env.app.env.PUBLIC_URL) === false) throw new Refusal("foreign_origin");
  }
  return next();
};

/** Pages that everybody shares set no cookie: a browser gets its id with the first call that a page of ours makes, and has it in the next. */
const nameBrowsers: MiddlewareHandler<Edge> = async (c, next) => {
  const isOwnPage = c.req.header("sec-fetch-site") === "same-origin" || c.req.header("origin") !== undefined;
  const secure = c.env.app.env.PUBLIC_URL.startsWith("https:");
  const named = isOwnPage ? nameBrowser(c.req.header("cookie"), { secure }) : null;
  await next();
  const isShared = c.res.headers.get("cache-control")?.startsWith("public") === true;
  if (named && !isShared) c.header("set-cookie", named.setCookie, { append: true });
};

function maxBytes(path: string): number {
  if (path.startsWith(webhooks)) return webhookBody;
  if (path === "/api/images" || path === "/api/settings/logo") return imageBody;
  if (/^\/api\/shows\/[^/]+\/files\/[^/]+\/content$/.test(path)) return pieceBody;
  if (/^\/api\/shows\/[^/]+\/uplink$/.test(path)) return uplinkBody;
  // 60,000 characters of Chinese, as JSON may write them.
  if (path.startsWith("/api/settings/pages/")) return pageBody;
  return path === "/api/catalog/import" || path === "/api/ops/cities/import" ? importBody : smallBody;
}

function asRefusal(error: Error): unknown {
  if (!(error instanceof HTTPException)) return error;
  if (error.status === 413) return new Refusal("body_too_large");
  if (error.status === 415) return new Refusal("unsupported_media_type");
  if (error.status === 400) return new Refusal("malformed_json");
  return error;
}
