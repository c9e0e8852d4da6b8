import { openRoutes } from "#lib/api/route.ts";
import { clearFlags } from "#lib/orders/clear-flags.ts";
import { exportOrders } from "#lib/orders/export-orders.ts";
import { listOrders } from "#lib/orders/queries.ts";
import { readOrder } from "#lib/orders/read-order.ts";
import { orderFilter, orderListQuery, orderPage, orderRecord } from "#lib/orders/schema.ts";
import { callOffPreorder } from "#lib/preorders/call-off-preorder.ts";
import { resendReceipt } from "#lib/preorders/resend-receipt.ts";
import { callOffInput, transferInput } from "#lib/preorders/schema.ts";
import { transferPreorder } from "#lib/preorders/transfer-preorder.ts";

const { routes, route } = openRoutes("Ops");
export const orderRoutes = routes;

route.moneyReader.get(
  "/ops/preorders",
  { summary: "All pre-orders, newest first, a page at a time", query: orderListQuery, answer: orderPage },
  ({ app, who, query }) => listOrders(app, who, query),
);
route.moneyReader.get(
  "/ops/exports/preorders",
  { summary: "All pre-orders of a filter as CSV, money in minor units", query: orderFilter, text: "text/csv" },
  async ({ app, who, query, c }) => {
    const name = `orders-${new Date().toISOString().slice(0, 10)}.csv`;
    return c.body(await streamOf(exportOrders(app, who, query)), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    });
  },
);
route.moneyReader.get(
  "/ops/preorders/{id}",
  { summary: "Everything known of one pre-order", answer: orderRecord },
  ({ app, who, id }) => readOrder(app, who, id),
);
route.operator.post(
  "/ops/preorders/{id}/transfer",
  { summary: "Give a pre-order to somebody else, on record", body: transferInput, answer: orderRecord },
  async ({ app, who, id, body }) => {
    await transferPreorder(app, who, id, body);
    return readOrder(app, who, id);
  },
);
route.operator.post(
  "/ops/preorders/{id}/cancellation",
  {
    summary: "End a pre-order that is not delivered, with a full refund and a reason the buyer reads",
    body: callOffInput,
    answer: orderRecord,
  },
  async ({ app, who, id, body }) => {
    await callOffPreorder(app, who, id, body);
    return readOrder(app, who, id);
  },
);
route.operator.post(
  "/ops/preorders/{id}/clearance",
  { summary: "Say that a marked pre-order is in order", answer: orderRecord },
  async ({ app, who, id }) => {
    await clearFlags(app, who, id);
    return readOrder(app, who, id);
  },
);
route.operator.post(
  "/ops/preorders/{id}/receipt",
  { summary: "Send the receipt of a live, paid pre-order again" },
  ({ app, who, id }) => resendReceipt(app, who, id),
);

/** Reads the first part before the answer begins, so that a refusal can still be one. */
async function streamOf(rows: ReturnType<typeof exportOrders>): Promise<ReadableStream<Uint8Array>> {
  const first = await rows.next();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(first.value)),
    async pull(controller) {
      let part = await rows.next();
      while (!part.done && part.value === "") part = await rows.next();
      if (part.done) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    cancel: () => void rows.return(undefined),
  });
}
