import { z } from "@hono/zod-openapi";
import { actorOf, addressOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { callBalances } from "#lib/balances/call-balances.ts";
import { changeMethod } from "#lib/balances/change-method.ts";
import { extendGrace } from "#lib/balances/extend-grace.ts";
import { payBalance } from "#lib/balances/pay-balance.ts";
import { requirePayer } from "#lib/balances/payer.ts";
import { readBalanceDesk } from "#lib/balances/queries.ts";
import { releaseOrder } from "#lib/balances/release-order.ts";
import { balanceDesk, balanceTerms, callInput, graceInput, methodInput, releaseInput } from "#lib/balances/schema.ts";
import { setBalanceTerms } from "#lib/balances/set-balance-terms.ts";

import { doneForOrders } from "#lib/handover/schema.ts";
import { countDeclines } from "#lib/payments/count-declines.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { depositAnswer, depositInput, preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Balances");
export const balanceRoutes = routes;

/** The key of a mail's link, for a payer without the buyer's session. It reads and pays; nothing else takes it. */
const linkQuery = z.object({ key: z.string().max(100).optional() });

route
  .guardedBy("buyer-of-order", async (c, id) => requirePayer(c.env.app, await actorOf(c), id, c.req.query("key")))
  .post(
    "/preorders/{id}/balance",
    { summary: "Pay the rest of a locked pre-order", query: linkQuery, body: depositInput, answer: depositAnswer },
    async ({ app, who: payer, id, body, c }) => {
      const { limits } = app;
      limits.spend("orders", payer.purse);
      if (!payer.isBuyer) limits.spend("ordersByAddress", addressOf(c));
      const next = await countDeclines(app, payer.purse, () => payBalance(app, payer, id, body));
      return { ...existing(await payer.see()), ...next };
    },
  );
route.buyer.post(
  "/preorders/{id}/method",
  {
    summary: "Change what the balance is charged to; with a clientSecret, finish in the provider's form",
    body: methodInput,
    answer: depositAnswer,
    limit: "orders",
  },
  async ({ app, who: buyer, id, body }) => {
    const { clientSecret } = await changeMethod(app, buyer, id, body);
    const act = clientSecret ? ("form" as const) : null;
    return { ...existing(await findPreorderOf(app, buyer, id)), clientSecret, act };
  },
);
route
  .hostOf("edition")
  .put(
    "/editions/{id}/balance",
    { summary: "Say when the balance is charged; later only, once somebody has ordered", body: balanceTerms },
    async ({ app, who: edition, body }) => {
      await setBalanceTerms(app, edition, body);
    },
  );

route.moneyReader.get(
  "/ops/balances",
  { summary: "Balances at risk or to be called", answer: balanceDesk },
  ({ app, who }) => readBalanceDesk(app, who),
);
route.operator.post(
  "/ops/balances/call",
  { summary: "Call the balance of up to 500 orders", body: callInput, answer: doneForOrders },
  ({ app, who, body }) => callBalances(app, who, body),
);
route.operator.post(
  "/ops/preorders/{id}/grace",
  { summary: "Keep a place at risk for longer", body: graceInput, answer: preorderView },
  async ({ app, who, id, body }) => {
    await extendGrace(app, who, id, body);
    return existing(await findPreorderOf(app, who, id));
  },
);
route.operator.post(
  "/ops/preorders/{id}/release",
  {
    summary: "Give up an order whose balance never came, after its grace period",
    body: releaseInput,
    answer: preorderView,
  },
  async ({ app, who, id, body }) => {
    await releaseOrder(app, who, id, body);
    return existing(await findPreorderOf(app, who, id));
  },
);

function existing<Order>(order: Order | null): Order {
  if (!order) throw new Refusal("not_found");
  return order;
}
