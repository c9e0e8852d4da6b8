import { z } from "@hono/zod-openapi";
import { deviceIn } from "#lib/accounts/device.ts";
import { requireBuyer } from "#lib/accounts/gate.ts";
import { addressOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { placeBasket } from "#lib/baskets/place-basket.ts";
import { ordersOfBasket } from "#lib/baskets/queries.ts";
import { basketInput, basketReceipt } from "#lib/baskets/schema.ts";
import { limitOrders } from "#lib/preorders/limit-orders.ts";
import { idempotencyKey, preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Pre-orders");
export const basketRoutes = routes;

route.signedIn.post(
  "/baskets",
  {
    summary: "Order several editions at once, exactly once per Idempotency-Key; the deposit of one order pays for all",
    body: basketInput,
    answer: basketReceipt,
    makes: true,
    takesKey: true,
  },
  ({ app, who, body, c }) => {
    const buyer = requireBuyer(who);
    const key = idempotencyKey.safeParse(c.req.header("idempotency-key"));
    if (!key.success) throw new Refusal("missing_idempotency_key", { field: "Idempotency-Key" });
    const address = addressOf(c);
    // Each line is an order, and counts as one.
    for (const _ of body.lines) limitOrders(app, { buyer, contact: body.contact, address });
    const guest = buyer.isAnonymous ? { network: address, device: deviceIn(c.req.header("cookie")) } : undefined;
    return placeBasket(app, buyer, body, key.data, guest);
  },
);
route.buyer.get(
  "/baskets/{id}",
  { summary: "The orders of one basket", answer: z.array(preorderView) },
  ({ app, who: buyer, id }) => ordersOfBasket(app, buyer, id),
);
