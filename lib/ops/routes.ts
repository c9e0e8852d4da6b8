import { createRoute, z } from "@hono/zod-openapi";
import { requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, idParam, json } from "#lib/api/api.ts";
import { board } from "#lib/live/contract.ts";
import { readBoard } from "#lib/ops/queries.ts";
import { movePromise } from "#lib/preorders/move-promise.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { moveWave } from "#lib/promises/move-wave.ts";
import { listWaves, previewWave } from "#lib/promises/queries.ts";
import { promiseInput, staffWaveView, waveMoved, wavePreview, waveQuery } from "#lib/promises/schema.ts";
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
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/waves",
      ...document({
        tag: "Ops",
        summary: "Every delivery wave with what it promised",
        access: "operator",
        answer: z.array(staffWaveView),
      }),
    }),
    async (c) => c.json(await listWaves(requireOperator(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/waves/{id}/promise",
      request: { params: idParam, query: waveQuery },
      ...document({
        tag: "Ops",
        summary: "What moving a wave to another window would change, order by order and city by city",
        access: "operator",
        answer: wavePreview,
      }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      return c.json(await previewWave(operator, c.req.valid("param").id, c.req.valid("query")), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/waves/{id}/promise",
      request: { params: idParam, body: json(promiseInput) },
      ...document({
        tag: "Ops",
        summary: "Promise a whole wave another window, with the reason its buyers read",
        access: "operator",
        answer: waveMoved,
      }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      return c.json({ orders: await moveWave(operator, c.req.valid("param").id, c.req.valid("json")) }, 200);
    },
  );
