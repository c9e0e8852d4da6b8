import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Operator, requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, done, idParam, json, refusals } from "#lib/api/api.ts";
import { clearFlags } from "#lib/orders/clear-flags.ts";
import { exportOrders } from "#lib/orders/export-orders.ts";
import { listOrders } from "#lib/orders/queries.ts";
import { readOrder } from "#lib/orders/read-order.ts";
import { orderFilter, orderListQuery, orderPage, orderRecord } from "#lib/orders/schema.ts";
import { callOffPreorder } from "#lib/preorders/call-off-preorder.ts";
import { resendReceipt } from "#lib/preorders/resend-receipt.ts";
import { callOffInput, transferInput } from "#lib/preorders/schema.ts";
import { transferPreorder } from "#lib/preorders/transfer-preorder.ts";

const tag = "Ops";
const access = "operator";
const operatorOf = async (c: Context): Promise<Operator> => requireOperator(await actorOf(c));

export const orderRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/preorders",
      request: { query: orderListQuery },
      ...document({ tag, summary: "All pre-orders, newest first, a page at a time", access, answer: orderPage }),
    }),
    async (c) => c.json(await listOrders(await operatorOf(c), c.req.valid("query")), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/exports/preorders",
      request: { query: orderFilter },
      tags: [tag],
      summary: "All pre-orders of a filter as CSV, money in minor units",
      "x-access": access,
      responses: {
        200: { description: "CSV with a header row", content: { "text/csv": { schema: z.string() } } },
        ...refusals,
      },
    }),
    async (c) => {
      const rows = exportOrders(await operatorOf(c), c.req.valid("query"));
      const first = await rows.next();
      const encoder = new TextEncoder();
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(encoder.encode(first.value)),
        async pull(controller) {
          let part = await rows.next();
          while (!part.done && part.value === "") part = await rows.next();
          if (part.done) controller.close();
          else controller.enqueue(encoder.encode(part.value));
        },
        cancel: () => void rows.return(undefined),
      });
      const name = `orders-${new Date().toISOString().slice(0, 10)}.csv`;
      return c.body(body, 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
      });
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/preorders/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "Everything known of one pre-order", access, answer: orderRecord }),
    }),
    async (c) => c.json(await readOrder(await operatorOf(c), c.req.valid("param").id), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/transfer",
      request: { params: idParam, body: json(transferInput) },
      ...document({ tag, summary: "Give a pre-order to somebody else, on record", access, answer: orderRecord }),
    }),
    async (c) => {
      const operator = await operatorOf(c);
      const { id } = c.req.valid("param");
      await transferPreorder(operator, id, c.req.valid("json"));
      return c.json(await readOrder(operator, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/cancellation",
      request: { params: idParam, body: json(callOffInput) },
      ...document({
        tag,
        summary: "End a pre-order that is not delivered, with a full refund and a reason the buyer reads",
        access,
        answer: orderRecord,
      }),
    }),
    async (c) => {
      const operator = await operatorOf(c);
      const { id } = c.req.valid("param");
      await callOffPreorder(operator, id, c.req.valid("json"));
      return c.json(await readOrder(operator, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/clearance",
      request: { params: idParam },
      ...document({ tag, summary: "Say that a marked pre-order is in order", access, answer: orderRecord }),
    }),
    async (c) => {
      const operator = await operatorOf(c);
      const { id } = c.req.valid("param");
      await clearFlags(operator, id);
      return c.json(await readOrder(operator, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/preorders/{id}/receipt",
      request: { params: idParam },
      ...document({ tag, summary: "Send the receipt of a live, paid pre-order again", access, answer: done }),
    }),
    async (c) => {
      await resendReceipt(await operatorOf(c), c.req.valid("param").id);
      return c.json({ ok: true as const }, 200);
    },
  );
