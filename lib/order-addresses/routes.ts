import { z } from "@hono/zod-openapi";
import { addressCorrection, orderAddressInput } from "#lib/addresses/input.ts";
import { actorOf, addressOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { requirePayer } from "#lib/balances/payer.ts";
import { correctAddress } from "#lib/order-addresses/correct-address.ts";
import { setOrderAddress } from "#lib/order-addresses/set-order-address.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Pre-orders");
export const orderAddressRoutes = routes;

/** The key of a mail's link: it gives an address where there is none, and reads none. */
const linkQuery = z.object({ key: z.string().max(100).optional() });

route
  .guardedBy("buyer-of-order", async (c, id) => requirePayer(c.env.app, await actorOf(c), id, c.req.query("key")))
  .put(
    "/preorders/{id}/address",
    {
      summary: "Say where a pre-order goes; until its address lock",
      query: linkQuery,
      body: orderAddressInput,
      answer: preorderView,
    },
    async ({ app, who: giver, id, body, c }) => {
      app.limits.spend("orders", giver.purse);
      if (!giver.isBuyer) app.limits.spend("ordersByAddress", addressOf(c));
      await setOrderAddress(app, giver, id, body);
      const order = await giver.see();
      if (!order) throw new Refusal("not_found");
      return order;
    },
  );

const { routes: staffRoutes, route: staff } = openRoutes("Ops");
export const addressCorrectionRoutes = staffRoutes;

staff.operator.post(
  "/ops/preorders/{id}/address",
  {
    summary: "Put right where an order goes, also after its address lock, for a reason that the buyer reads",
    body: addressCorrection,
    answer: preorderView,
  },
  async ({ app, who, id, body }) => {
    await correctAddress(app, who, id, body);
    const order = await findPreorderOf(app, who, id);
    if (!order) throw new Refusal("not_found");
    return order;
  },
);
