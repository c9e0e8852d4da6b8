import { createRoute, z } from "@hono/zod-openapi";
import { requireBuyer, requireHostOf, requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, addressOf, createRoutes, document, done, idParam, json } from "#lib/api/api.ts";
import { callBalances } from "#lib/balances/call-balances.ts";
import { changeMethod } from "#lib/balances/change-method.ts";
import { extendGrace } from "#lib/balances/extend-grace.ts";
import { payBalance } from "#lib/balances/pay-balance.ts";
import { type Payer, requirePayer } from "#lib/balances/payer.ts";
import { readBalanceDesk } from "#lib/balances/queries.ts";
import { releaseOrder } from "#lib/balances/release-order.ts";
import { balanceDesk, balanceTerms, callInput, graceInput, methodInput, releaseInput } from "#lib/balances/schema.ts";
import { setBalanceTerms } from "#lib/balances/set-balance-terms.ts";
import { container } from "#lib/container.ts";
import { doneForOrders } from "#lib/delivery/schema.ts";
import { countDeclines } from "#lib/payments/count-declines.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { depositAnswer, depositInput, preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const tag = "Balances";
/** The key of a mail's link, for a payer without the buyer's session. It reads and pays; nothing else takes it. */
const linkQuery = z.object({ key: z.string().max(100).optional() });

export const balanceRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders/{id}/balance",
      request: { params: idParam, query: linkQuery, body: json(depositInput) },
      ...document({
        tag,
        summary: "Pay the rest of a locked pre-order",
        access: "buyer-of-order",
        answer: depositAnswer,
      }),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const payer = await requirePayer(await actorOf(c), id, c.req.valid("query").key);
      container().limits.spend("orders", payer.purse);
      if (!payer.isBuyer) container().limits.spend("ordersByAddress", addressOf(c));
      const next = await countDeclines(payer.purse, () => payBalance(payer, id, c.req.valid("json")));
      return c.json({ ...(await seen(payer)), ...next }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders/{id}/method",
      request: { params: idParam, body: json(methodInput) },
      ...document({
        tag,
        summary: "Change what the balance is charged to; with a clientSecret, finish in the provider's form",
        access: "buyer-of-order",
        answer: depositAnswer,
      }),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const buyer = requireBuyer(await actorOf(c));
      container().limits.spend("orders", buyer.id);
      const { clientSecret } = await changeMethod(buyer, id, c.req.valid("json"));
      return c.json(
        { ...(await existing(buyer, id)), clientSecret, act: clientSecret ? ("form" as const) : null },
        200,
      );
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/editions/{id}/balance",
      request: { params: idParam, body: json(balanceTerms) },
      ...document({
        tag,
        summary: "Say when the balance is charged; later only, once somebody has ordered",
        access: "host-of-edition",
        answer: done,
      }),
    }),
    async (c) => {
      const edition = await requireHostOf(container().db, await actorOf(c), "edition", c.req.valid("param").id);
      await setBalanceTerms(edition, c.req.valid("json"));
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/balances",
      ...document({ tag, summary: "Balances at risk or to be called", access: "operator", answer: balanceDesk }),
    }),
    async (c) => c.json(await readBalanceDesk(requireOperator(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/balances/call",
      request: { body: json(callInput) },
      ...document({ tag, summary: "Call the balance of up to 500 orders", access: "operator", answer: doneForOrders }),
    }),
    async (c) => c.json(await callBalances(requireOperator(await actorOf(c)), c.req.valid("json")), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/grace",
      request: { params: idParam, body: json(graceInput) },
      ...document({ tag, summary: "Keep a place at risk for longer", access: "operator", answer: preorderView }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      const { id } = c.req.valid("param");
      await extendGrace(operator, id, c.req.valid("json"));
      return c.json(await existing(operator, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/release",
      request: { params: idParam, body: json(releaseInput) },
      ...document({
        tag,
        summary: "Give up an order whose balance never came, after its grace period",
        access: "operator",
        answer: preorderView,
      }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      const { id } = c.req.valid("param");
      await releaseOrder(operator, id, c.req.valid("json"));
      return c.json(await existing(operator, id), 200);
    },
  );

async function existing(...args: Parameters<typeof findPreorderOf>) {
  const order = await findPreorderOf(...args);
  if (!order) throw new Refusal("not_found");
  return order;
}

async function seen(payer: Payer) {
  const order = await payer.see();
  if (!order) throw new Refusal("not_found");
  return order;
}
