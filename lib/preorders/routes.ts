import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requireBuyer } from "#lib/accounts/gate.ts";
import {
  actorOf,
  addressOf,
  createRoutes,
  document,
  documentCreation,
  documentFile,
  idParam,
  json,
  keyHeader,
} from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { countDeclines } from "#lib/payments/count-declines.ts";
import { payDeposit } from "#lib/payments/pay-deposit.ts";
import { cancelPreorder } from "#lib/preorders/cancel-preorder.ts";
import { convertPreorder } from "#lib/preorders/convert-preorder.ts";
import { lockPreorder, unlockPreorder } from "#lib/preorders/lock-preorder.ts";
import { orderCalendar } from "#lib/preorders/order-calendar.ts";
import { findPreorderByKey, findPreorderOf, listPreordersOf } from "#lib/preorders/queries.ts";
import { quoteConversions } from "#lib/preorders/quote-conversions.ts";
import {
  conversionInput,
  conversionQuote,
  depositAnswer,
  depositInput,
  idempotencyKey,
  preorderInput,
  preorderReceipt,
  preorderView,
} from "#lib/preorders/schema.ts";
import { takePreorder } from "#lib/preorders/take-preorder.ts";
import { Refusal } from "#lib/refusal.ts";
import { readerOf } from "#lib/words/reader.ts";

const tag = "Pre-orders";
export const preorderRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders",
      parameters: [keyHeader],
      request: { body: json(preorderInput) },
      ...documentCreation({
        tag,
        summary: "Place a pre-order, exactly once per Idempotency-Key",
        access: "signed-in",
        answer: preorderReceipt,
      }),
    }),
    async (c) => {
      const [key, cookies] = [c.req.header("idempotency-key"), c.req.header("cookie")];
      const asking = { actor: await actorOf(c), key, address: addressOf(c), cookies };
      const taken = await takePreorder(asking, c.req.valid("json"));
      if (taken instanceof Refusal) throw taken;
      return c.json(taken, 201);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/preorders",
      ...document({ tag, summary: "My pre-orders, newest first", access: "signed-in", answer: z.array(preorderView) }),
    }),
    async (c) => c.json(await listPreordersOf(requireBuyer(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/preorders/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "One pre-order", access: "buyer-of-order", answer: preorderView }),
    }),
    async (c) => {
      const order = await findPreorderOf(requireBuyer(await actorOf(c)), c.req.valid("param").id);
      if (!order) throw new Refusal("not_found");
      return c.json(order, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/preorders/{id}/calendar.ics",
      request: { params: idParam, query: z.strictObject({ key: z.string().max(100).optional() }) },
      ...documentFile({
        tag,
        summary: "The deadlines of a pre-order for a calendar; with the key of a mail's link also without a session",
        access: "buyer-of-order",
        type: "text/calendar",
      }),
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { key } = c.req.valid("query");
      const byKey = key === undefined ? null : await findPreorderByKey(id, key);
      const order = byKey ?? (await own(requireBuyer(await actorOf(c)), id));
      const { locale } = readerOf(c.req.raw.headers);
      return c.body(orderCalendar(order, locale), 200, {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="launchroom-${id.slice(-8)}.ics"`,
      });
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders/{id}/deposit",
      request: { params: idParam, body: json(depositInput) },
      ...document({
        tag,
        summary: "Pay the deposit of a held pre-order",
        access: "buyer-of-order",
        answer: depositAnswer,
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { id } = c.req.valid("param");
      container().limits.spend("orders", buyer.id);
      const next = await countDeclines(buyer.id, () => payDeposit(buyer, id, c.req.valid("json")));
      return c.json({ ...(await own(buyer, id)), ...next }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders/{id}/cancellation",
      request: { params: idParam },
      ...document({ tag, summary: "Cancel inside the refund window", access: "buyer-of-order", answer: preorderView }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { id } = c.req.valid("param");
      container().limits.spend("orders", buyer.id);
      await cancelPreorder(buyer, id);
      return c.json(await own(buyer, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders/{id}/lock",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Make a reserved pre-order final; can be taken back for 15 minutes",
        access: "buyer-of-order",
        answer: preorderView,
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { id } = c.req.valid("param");
      container().limits.spend("orders", buyer.id);
      await lockPreorder(buyer, id);
      return c.json(await own(buyer, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders/{id}/unlock",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Take a lock back within 15 minutes",
        access: "buyer-of-order",
        answer: preorderView,
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { id } = c.req.valid("param");
      container().limits.spend("orders", buyer.id);
      await unlockPreorder(buyer, id);
      return c.json(await own(buyer, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/preorders/{id}/conversions",
      request: { params: idParam },
      ...document({
        tag,
        summary: "What a reserved pre-order would become as each other edition of its product",
        access: "buyer-of-order",
        answer: z.array(conversionQuote),
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { id } = await own(buyer, c.req.valid("param").id);
      return c.json(await quoteConversions(buyer, id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/preorders/{id}/conversion",
      parameters: [keyHeader],
      request: { params: idParam, body: json(conversionInput) },
      ...documentCreation({
        tag,
        summary: "Turn a reserved pre-order into another edition of its product; answers the new order",
        access: "buyer-of-order",
        answer: preorderView,
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { id } = c.req.valid("param");
      const key = keyOf(c);
      container().limits.spend("orders", buyer.id);
      return c.json(await own(buyer, await convertPreorder(buyer, id, c.req.valid("json"), key)), 201);
    },
  );

function keyOf(c: Context): string {
  const key = idempotencyKey.safeParse(c.req.header("idempotency-key"));
  if (!key.success) throw new Refusal("missing_idempotency_key", { field: "Idempotency-Key" });
  return key.data;
}

async function own(...args: Parameters<typeof findPreorderOf>) {
  const order = await findPreorderOf(...args);
  if (!order) throw new Refusal("not_found");
  return order;
}
