import { createRoute, z } from "@hono/zod-openapi";
import { requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, done, idParam, json } from "#lib/api/api.ts";
import { confirmTransfer } from "#lib/payments/confirm-transfer.ts";
import { listParked, listRails, listTransfers } from "#lib/payments/queries.ts";
import { receiveWebhook } from "#lib/payments/receive-webhook.ts";
import { confirmationInput, parkedEvent, paymentRecord, railView } from "#lib/payments/schema.ts";

const tag = "Payments";

export const paymentRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/payments/rails",
      ...document({ tag, summary: "The ways to pay in this shop", access: "anyone", answer: z.array(railView) }),
    }),
    async (c) => c.json(await listRails(), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/payments/webhooks/{rail}",
      request: { params: z.object({ rail: z.string().max(40) }) },
      ...document({ tag, summary: "Deliveries of a payment provider, signed", access: "anyone", answer: done }),
    }),
    async (c) => {
      // The signature covers the bytes as they came, so nothing may parse them before.
      const body = Buffer.from(await c.req.arrayBuffer());
      await receiveWebhook(c.req.valid("param").rail, body, (name) => c.req.header(name));
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/payments/parked",
      ...document({
        tag: "Ops",
        summary: "Payment events that do not fit the books",
        access: "operator",
        answer: z.array(parkedEvent),
      }),
    }),
    async (c) => c.json(await listParked(requireOperator(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/payments/transfers",
      ...document({
        tag: "Ops",
        summary: "Bank transfers that are awaited or to be sent back",
        access: "operator",
        answer: z.array(paymentRecord),
      }),
    }),
    async (c) => c.json(await listTransfers(requireOperator(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/payments/{id}/confirmation",
      request: { params: idParam, body: json(confirmationInput) },
      ...document({
        tag: "Ops",
        summary: "Say that a bank transfer arrived, or was sent back",
        access: "operator",
        answer: paymentRecord,
      }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      return c.json(await confirmTransfer(operator, c.req.valid("param").id, c.req.valid("json")), 200);
    },
  );
