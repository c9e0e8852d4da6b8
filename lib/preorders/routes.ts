import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Buyer, requireBuyer } from "#lib/accounts/gate.ts";
import { actorOf, addressOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Uses } from "#lib/container.ts";
import { countDeclines } from "#lib/payments/count-declines.ts";
import { payDeposit } from "#lib/payments/pay-deposit.ts";
import { admitOrder } from "#lib/preorders/admit-order.ts";
import { cancelPreorder } from "#lib/preorders/cancel-preorder.ts";
import { convertPreorder } from "#lib/preorders/convert-preorder.ts";
import { lockPreorder, unlockPreorder } from "#lib/preorders/lock-preorder.ts";
import { orderCalendar } from "#lib/preorders/order-calendar.ts";
import { findPreorderByKey, findPreorderOf, listPreordersOf } from "#lib/preorders/queries.ts";
import { quoteConversions } from "#lib/preorders/quote-conversions.ts";
import {
  conversionInput,
  conversionQuote,
  depositAnswer,
  depositInput,
  idempotencyKey,
  preorderInput,
  preorderReceipt,
  preorderView,
} from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { readerOf } from "#lib/words/reader.ts";

const { routes, route } = openRoutes("Pre-orders");
export const preorderRoutes = routes;

// It finds out itself who asks: whoever is signed out reads their own refusal beside those of the input.
route
  .guardedBy("signed-in", (c) => actorOf(c))
  .post(
    "/preorders",
    {
      summary: "Place a pre-order, exactly once per Idempotency-Key",
      body: preorderInput,
      answer: preorderReceipt,
      makes: true,
      takesKey: true,
    },
    async ({ app, who: actor, body, c }) => {
      const [key, cookies] = [c.req.header("idempotency-key"), c.req.header("cookie")];
      const taken = await admitOrder(app, { actor, key, address: addressOf(c), cookies }, body);
      if (taken instanceof Refusal) throw taken;
      return taken;
    },
  );
route.signedIn.get(
  "/preorders",
  { summary: "My pre-orders, newest first", answer: z.array(preorderView) },
  ({ app, who }) => listPreordersOf(app, who),
);
route.buyer.get("/preorders/{id}", { summary: "One pre-order", answer: preorderView }, ({ app, who, id }) =>
  own(app, who, id),
);
route
  .guardedBy("buyer-of-order", (c) => actorOf(c))
  .get(
    "/preorders/{id}/calendar.ics",
    {
      summary: "The deadlines of a pre-order for a calendar; with the key of a mail's link also without a session",
      query: z.strictObject({ key: z.string().max(100).optional() }),
      file: "text/calendar",
    },
    async ({ app, who: actor, id, query: { key }, c }) => {
      const byKey = key === undefined ? null : await findPreorderByKey(app, id, key);
      const order = byKey ?? (await own(app, requireBuyer(actor), id));
      const { locale } = readerOf(c.req.raw.headers);
      return c.body(await orderCalendar(app, order, locale), 200, {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="order-${id.slice(-8)}.ics"`,
      });
    },
  );

route.buyer.post(
  "/preorders/{id}/deposit",
  {
    summary: "Pay the deposit of a held pre-order",
    body: depositInput,
    answer: depositAnswer,
    limit: "orders",
  },
  async ({ app, who: buyer, id, body }) => {
    const next = await countDeclines(app, buyer.id, () => payDeposit(app, buyer, id, body));
    return { ...(await own(app, buyer, id)), ...next };
  },
);
route.buyer.post(
  "/preorders/{id}/cancellation",
  { summary: "Cancel inside the refund window", answer: preorderView, limit: "orders" },
  async ({ app, who: buyer, id }) => {
    await cancelPreorder(app, buyer, id);
    return own(app, buyer, id);
  },
);
route.buyer.post(
  "/preorders/{id}/lock",
  {
    summary: "Make a reserved pre-order final; can be taken back for 15 minutes",
    answer: preorderView,
    limit: "orders",
  },
  async ({ app, who: buyer, id }) => {
    await lockPreorder(app, buyer, id);
    return own(app, buyer, id);
  },
);
route.buyer.post(
  "/preorders/{id}/unlock",
  { summary: "Take a lock back within 15 minutes", answer: preorderView, limit: "orders" },
  async ({ app, who: buyer, id }) => {
    await unlockPreorder(app, buyer, id);
    return own(app, buyer, id);
  },
);
route.buyer.get(
  "/preorders/{id}/conversions",
  {
    summary: "What a reserved pre-order would become as each other edition of its product",
    answer: z.array(conversionQuote),
  },
  async ({ app, who: buyer, id }) => quoteConversions(app, buyer, (await own(app, buyer, id)).id),
);
route.buyer.post(
  "/preorders/{id}/conversion",
  {
    summary: "Turn a reserved pre-order into another edition of its product; answers the new order",
    body: conversionInput,
    answer: preorderView,
    makes: true,
    takesKey: true,
    limit: "orders",
  },
  async ({ app, who: buyer, id, body, c }) => own(app, buyer, await convertPreorder(app, buyer, id, body, keyOf(c))),
);

function keyOf(c: Context): string {
  const key = idempotencyKey.safeParse(c.req.header("idempotency-key"));
  if (!key.success) throw new Refusal("missing_idempotency_key", { field: "Idempotency-Key" });
  return key.data;
}

async function own(app: Uses<"db">, buyer: Buyer, id: string) {
  const order = await findPreorderOf(app, buyer, id);
  if (!order) throw new Refusal("not_found");
  return order;
}
