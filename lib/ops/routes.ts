import { createRoute } from "@hono/zod-openapi";
import { requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, idParam, json } from "#lib/api/api.ts";
import { board } from "#lib/live/contract.ts";
import { readBoard } from "#lib/ops/queries.ts";
import { movePromise } from "#lib/preorders/move-promise.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderView, promiseInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

export const opsRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/shows/{id}/board",
      request: { params: idParam },
      ...document({
        tag: "Ops",
        summary: "Money, orders, stock and viewers of one show",
        access: "operator",
        answer: board,
      }),
    }),
    async (c) => {
      const figures = await readBoard(requireOperator(await actorOf(c)), c.req.valid("param").id);
      if (!figures) throw new Refusal("not_found");
      return c.json(figures, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/promise",
      request: { params: idParam, body: json(promiseInput) },
      ...document({
        tag: "Ops",
        summary: "Promise another delivery window, with the reason the buyer reads",
        access: "operator",
        answer: preorderView,
      }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      const { id } = c.req.valid("param");
      await movePromise(operator, id, c.req.valid("json"));
      const order = await findPreorderOf(operator, id);
      if (!order) throw new Refusal("not_found");
      return c.json(order, 200);
    },
  );
