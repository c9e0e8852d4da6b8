import { etag } from "hono/etag";
import { openRoutes } from "#lib/api/route.ts";
import { shippingZones } from "#lib/shipping/schema.ts";
import { setZones } from "#lib/shipping/set-zones.ts";

const { routes, route } = openRoutes("Delivery");
export const shippingRoutes = routes;

routes.use("/shipping", etag());
route.anyone.get(
  "/shipping",
  { summary: "Where the shop ships and what it costs", answer: shippingZones },
  async ({ app, c }) => {
    c.header("cache-control", "no-cache");
    return { zones: await app.shipping.zones() };
  },
);
route.owner.put(
  "/settings/shipping",
  { summary: "Say where the shop ships and what it costs", body: shippingZones, answer: shippingZones },
  async ({ app, who, body }) => ({ zones: await setZones(app, who, body) }),
);
