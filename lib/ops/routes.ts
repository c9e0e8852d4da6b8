import { createRoute } from "@hono/zod-openapi";
import { requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, idParam } from "#lib/api/api.ts";
import { board } from "#lib/live/contract.ts";
import { readBoard } from "#lib/ops/queries.ts";
import { Refusal } from "#lib/refusal.ts";

export const opsRoutes = createRoutes().openapi(
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
);
