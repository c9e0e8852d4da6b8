import type { Operator } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import { handOver } from "#lib/delivery/hand-over.ts";
import { doneForOrders, someOrders } from "#lib/delivery/schema.ts";
import { throwRefused } from "#lib/delivery/sort-out.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderView } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { app, route } = openRoutes("Ops");
export const deliveryRoutes = app;

route.operator.post(
  "/ops/preorders/ready",
  { summary: "Up to 500 orders are ready to be handed over", body: someOrders, answer: doneForOrders },
  ({ who, body }) => handOver(who, body.ids, "READY"),
);
route.operator.post(
  "/ops/preorders/delivered",
  { summary: "Up to 500 orders were delivered", body: someOrders, answer: doneForOrders },
  ({ who, body }) => handOver(who, body.ids, "DELIVERED"),
);
route.operator.post(
  "/ops/preorders/{id}/ready",
  { summary: "An order is ready to be handed over", answer: preorderView },
  ({ who, id }) => handOverOne(who, id, "READY"),
);
route.operator.post(
  "/ops/preorders/{id}/delivered",
  { summary: "An order was delivered", answer: preorderView },
  ({ who, id }) => handOverOne(who, id, "DELIVERED"),
);

async function handOverOne(operator: Operator, id: string, state: "READY" | "DELIVERED") {
  throwRefused(await handOver(operator, [id], state));
  const order = await findPreorderOf(operator, id);
  if (!order) throw new Refusal("not_found");
  return order;
}
