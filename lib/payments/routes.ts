import { z } from "@hono/zod-openapi";
import { actorOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
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
  trialInput,
  trialView,
} from "#lib/payments/schema.ts";
import { tryRail } from "#lib/payments/try-rail.ts";

const { routes, route } = openRoutes("Payments");
export const paymentRoutes = routes;

const tag = "Ops";

route.anyone.get("/payments/rails", { summary: "The ways to pay in this shop", answer: z.array(railView) }, ({ app }) =>
  listRails(app),
);
route.anyone.get(
  "/payments/methods",
  { summary: "What I paid with and can pay with again", answer: z.array(methodView) },
  async ({ app, c }) => listMethods(app, await actorOf(c)),
);
route.buyer.delete("/payments/methods/{id}", { summary: "Forget one of them" }, ({ app, who: buyer, id }) =>
  forgetMethod(app, buyer, id),
);
route.anyone.post(
  "/payments/webhooks/{rail}",
  {
    summary: "Deliveries of a payment provider, signed",
    params: z.object({ rail: z.string().max(40) }),
  },
  async ({ app, params, c }) => {
    // The signature covers the bytes as they came, so nothing may parse them before.
    const body = Buffer.from(await c.req.arrayBuffer());
    await receiveWebhook(app, params.rail, body, (name) => c.req.header(name));
  },
);

route.moneyReader.get(
  "/ops/payments/parked",
  { tag, summary: "Payment events that do not fit the books", answer: z.array(parkedEvent) },
  ({ app, who }) => listParked(app, who),
);
route.moneyReader.get(
  "/ops/payments/transfers",
  {
    tag,
    summary: "Bank transfers that are awaited or to be sent back",
    query: z.object({ reference: z.string().max(40).optional() }),
    answer: z.array(paymentRecord),
  },
  ({ app, who, query }) => listTransfers(app, who, query.reference),
);
route.moneyReader.get(
  "/ops/payments/refunds",
  { tag, summary: "Refunds under way or refused", answer: refundDesk },
  ({ app, who }) => listRefunds(app, who),
);
route.moneyReader.get(
  "/ops/payments/disputes",
  { tag, summary: "Disputes and fraud warnings that wait for a person", answer: z.array(disputeRecord) },
  ({ app, who }) => listDisputes(app, who),
);
route.operator.post(
  "/ops/payments/disputes/{id}/decision",
  { tag, summary: "Let go on what a lost dispute or a warning stopped", body: resolutionInput },
  async ({ app, who, id, body }) => {
    await decideDispute(app, who, id, body.note);
  },
);
route.operator.post(
  "/ops/payments/{id}/retry",
  { tag, summary: "Try a refund again now", answer: paymentRecord },
  ({ app, who, id }) => retryRefund(app, who, id),
);
route.operator.post(
  "/ops/payments/parked/{id}/resolution",
  { tag, summary: "Say how a parked event was settled", body: resolutionInput },
  async ({ app, who, id, body }) => {
    await resolveEvent(app, who, id, body.note);
  },
);
route.operator.post(
  "/ops/payments/parked/{id}/application",
  { tag, summary: "Apply a parked event again", answer: appliedAgain },
  async ({ app, who, id }) => ({ status: await applyAgain(app, who, id) }),
);
route.operator.post(
  "/ops/payments/{id}/confirmation",
  {
    tag,
    summary: "Say that a bank transfer arrived, or was sent back",
    body: confirmationInput,
    answer: paymentRecord,
  },
  ({ app, who, id, body }) => confirmTransfer(app, who, id, body),
);
route.owner.post(
  "/settings/test-charges",
  {
    tag: "Shop",
    summary: "Charge the least that a way to pay can take, and give it back at once",
    body: trialInput,
    answer: trialView,
    makes: true,
  },
  ({ app, who, body }) => tryRail(app, who, body.rail),
);
