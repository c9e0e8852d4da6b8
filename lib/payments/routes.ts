import { createRoute, z } from "@hono/zod-openapi";
import { requireBuyer, requireOperator } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, done, idParam, json } from "#lib/api/api.ts";
import { confirmTransfer } from "#lib/payments/confirm-transfer.ts";
import { decideDispute } from "#lib/payments/decide-dispute.ts";
import { forgetMethod } from "#lib/payments/forget-method.ts";
import { listDisputes } from "#lib/payments/list-disputes.ts";
import { listMethods, listParked, listRails, listRefunds, listTransfers } from "#lib/payments/queries.ts";
import { receiveWebhook } from "#lib/payments/receive-webhook.ts";
import { applyAgain, resolveEvent } from "#lib/payments/resolve-event.ts";
import { retryRefund } from "#lib/payments/retry-refund.ts";
import {
  appliedAgain,
  confirmationInput,
  disputeRecord,
  methodView,
  parkedEvent,
  paymentRecord,
  railView,
  refundDesk,
  resolutionInput,
} from "#lib/payments/schema.ts";

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
      method: "get",
      path: "/payments/methods",
      ...document({
        tag,
        summary: "What I paid with and can pay with again",
        access: "anyone",
        answer: z.array(methodView),
      }),
    }),
    async (c) => c.json(await listMethods(await actorOf(c)), 200),
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/payments/methods/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "Forget one of them", access: "buyer-of-order", answer: done }),
    }),
    async (c) => {
      await forgetMethod(requireBuyer(await actorOf(c)), c.req.valid("param").id);
      return c.json({ ok: true as const }, 200);
    },
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
      request: { query: z.object({ reference: z.string().max(40).optional() }) },
      ...document({
        tag: "Ops",
        summary: "Bank transfers that are awaited or to be sent back",
        access: "operator",
        answer: z.array(paymentRecord),
      }),
    }),
    async (c) => c.json(await listTransfers(requireOperator(await actorOf(c)), c.req.valid("query").reference), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/payments/refunds",
      ...document({ tag: "Ops", summary: "Refunds under way or refused", access: "operator", answer: refundDesk }),
    }),
    async (c) => c.json(await listRefunds(requireOperator(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/ops/payments/disputes",
      ...document({
        tag: "Ops",
        summary: "Disputes and fraud warnings that wait for a person",
        access: "operator",
        answer: z.array(disputeRecord),
      }),
    }),
    async (c) => c.json(await listDisputes(requireOperator(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/payments/disputes/{id}/decision",
      request: { params: idParam, body: json(resolutionInput) },
      ...document({
        tag: "Ops",
        summary: "Let go on what a lost dispute or a warning stopped",
        access: "operator",
        answer: done,
      }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      await decideDispute(operator, c.req.valid("param").id, c.req.valid("json").note);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/payments/{id}/retry",
      request: { params: idParam },
      ...document({ tag: "Ops", summary: "Try a refund again now", access: "operator", answer: paymentRecord }),
    }),
    async (c) => c.json(await retryRefund(requireOperator(await actorOf(c)), c.req.valid("param").id), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/payments/parked/{id}/resolution",
      request: { params: idParam, body: json(resolutionInput) },
      ...document({ tag: "Ops", summary: "Say how a parked event was settled", access: "operator", answer: done }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      await resolveEvent(operator, c.req.valid("param").id, c.req.valid("json").note);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/ops/payments/parked/{id}/application",
      request: { params: idParam },
      ...document({ tag: "Ops", summary: "Apply a parked event again", access: "operator", answer: appliedAgain }),
    }),
    async (c) => {
      const operator = requireOperator(await actorOf(c));
      return c.json({ status: await applyAgain(operator, c.req.valid("param").id) }, 200);
    },
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
