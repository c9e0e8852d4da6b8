import { z } from "@hono/zod-openapi";
import { openRoutes } from "#lib/api/route.ts";
import { moveWave } from "#lib/delivery-windows/move-wave.ts";
import { listWaves, previewWave } from "#lib/delivery-windows/queries.ts";
import { promiseInput, staffWaveView, waveMoved, wavePreview, waveQuery } from "#lib/delivery-windows/schema.ts";
import { board } from "#lib/live/contract.ts";
import { readBoard } from "#lib/ops/queries.ts";
import { movePromise } from "#lib/preorders/move-promise.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Ops");
export const opsRoutes = routes;

route.moneyReader.get(
  "/ops/shows/{id}/board",
  { summary: "Money, orders, stock and viewers of one show", answer: board },
  async ({ app, who, id }) => {
    const figures = await readBoard(app, who, id);
    if (!figures) throw new Refusal("not_found");
    return figures;
  },
);
route.operator.post(
  "/ops/preorders/{id}/promise",
  {
    summary: "Promise another delivery window, with the reason the buyer reads",
    body: promiseInput,
    answer: preorderView,
  },
  async ({ app, who, id, body }) => {
    await movePromise(app, who, id, body);
    const order = await findPreorderOf(app, who, id);
    if (!order) throw new Refusal("not_found");
    return order;
  },
);
route.moneyReader.get(
  "/ops/waves",
  { summary: "Every delivery wave with what it promised", answer: z.array(staffWaveView) },
  ({ app, who }) => listWaves(app, who),
);
route.moneyReader.get(
  "/ops/waves/{id}/promise",
  {
    summary: "What moving a wave to another window would change, order by order and city by city",
    query: waveQuery,
    answer: wavePreview,
  },
  ({ app, who, id, query }) => previewWave(app, who, id, query),
);
route.operator.post(
  "/ops/waves/{id}/promise",
  {
    summary: "Promise a whole wave another window, with the reason its buyers read",
    body: promiseInput,
    answer: waveMoved,
  },
  async ({ app, who, id, body }) => ({ orders: await moveWave(app, who, id, body) }),
);
