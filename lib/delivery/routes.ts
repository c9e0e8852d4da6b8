import { createRoute } from "@hono/zod-openapi";
import { requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, idParam, json } from "#lib/api/api.ts";
import { handOver } from "#lib/delivery/hand-over.ts";
import { doneForOrders, someOrders } from "#lib/delivery/schema.ts";
import { throwRefused } from "#lib/delivery/sort-out.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const tag = "Ops";
const access = "operator" as const;

export const deliveryRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/ready",
      request: { body: json(someOrders) },
      ...document({ tag, summary: "Up to 500 orders are ready to be handed over", access, answer: doneForOrders }),
    }),
    async (c) => c.json(await handOver(requireOperator(await actorOf(c)), c.req.valid("json").ids, "READY"), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/delivered",
      request: { body: json(someOrders) },
      ...document({ tag, summary: "Up to 500 orders were delivered", access, answer: doneForOrders }),
    }),
    async (c) => c.json(await handOver(requireOperator(await actorOf(c)), c.req.valid("json").ids, "DELIVERED"), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/ready",
      request: { params: idParam },
      ...document({ tag, summary: "An order is ready to be handed over", access, answer: preorderView }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      const { id } = c.req.valid("param");
      throwRefused(await handOver(operator, [id], "READY"));
      return c.json(await existing(operator, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/delivered",
      request: { params: idParam },
      ...document({ tag, summary: "An order was delivered", access, answer: preorderView }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      const { id } = c.req.valid("param");
      throwRefused(await handOver(operator, [id], "DELIVERED"));
      return c.json(await existing(operator, id), 200);
    },
  );

async function existing(...args: Parameters<typeof findPreorderOf>) {
  const order = await findPreorderOf(...args);
  if (!order) throw new Refusal("not_found");
  return order;
}
