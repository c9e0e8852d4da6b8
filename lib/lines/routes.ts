import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { requireBuyer } from "#lib/accounts/gate.ts";
import {
  actorOf,
  addressOf,
  createRoutes,
  document,
  documentCreation,
  done,
  idParam,
  json,
  keyHeader,
} from "#lib/api/api.ts";
import { countMisses } from "#lib/codes/count-misses.ts";
import { container } from "#lib/container.ts";
import { bringCode } from "#lib/lines/bring-code.ts";
import { joinLine } from "#lib/lines/join-line.ts";
import { leaveLine } from "#lib/lines/leave-line.ts";
import { findPlaceOf, listPlacesOf } from "#lib/lines/queries.ts";
import { codeInput, type LineInput, lineInput, lineView } from "#lib/lines/schema.ts";
import { lineEntry } from "#lib/live/contract.ts";
import { limitOrders } from "#lib/preorders/limit-orders.ts";
import { idempotencyKey } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const tag = "Lines";

export const lineRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "post",
      path: "/drops/{id}/line",
      parameters: [keyHeader],
      request: { params: idParam, body: json(lineInput) },
      ...documentCreation({
        tag,
        summary: "Take a place in the line of a drop",
        access: "signed-in",
        answer: lineEntry,
      }),
    }),
    async (c) => {
      const dropId = c.req.valid("param").id;
      return c.json(await join(c, { editionId: await editionOf(dropId), dropId }, c.req.valid("json")), 201);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/editions/{id}/line",
      parameters: [keyHeader],
      request: { params: idParam, body: json(lineInput) },
      ...documentCreation({
        tag,
        summary: "Take a place on the waitlist of an edition",
        access: "signed-in",
        answer: lineEntry,
      }),
    }),
    async (c) => {
      const pool = { editionId: c.req.valid("param").id, dropId: null };
      return c.json(await join(c, pool, c.req.valid("json")), 201);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/line",
      ...document({ tag, summary: "Where I wait, newest first", access: "signed-in", answer: z.array(lineView) }),
    }),
    async (c) => c.json(await listPlacesOf(requireBuyer(await actorOf(c))), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/line/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "One place of mine", access: "buyer-of-order", answer: lineView }),
    }),
    async (c) => {
      const place = await findPlaceOf(requireBuyer(await actorOf(c)), c.req.valid("param").id);
      if (!place) throw new Refusal("not_found");
      return c.json(place, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/line/{id}/code",
      request: { params: idParam, body: json(codeInput) },
      ...document({
        tag,
        summary: "Bring a priority code to a place that is taken already",
        access: "buyer-of-order",
        answer: lineEntry,
      }),
    }),
    async (c) => c.json(await bring(c, c.req.valid("param").id, c.req.valid("json").code), 200),
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/line/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "Give up a place", access: "buyer-of-order", answer: done }),
    }),
    async (c) => {
      await leaveLine(requireBuyer(await actorOf(c)), c.req.valid("param").id);
      return c.json({ ok: true as const }, 200);
    },
  );

async function bring(c: Context, entryId: string, code: string) {
  const buyer = requireBuyer(await actorOf(c));
  container().limits.spend("orders", buyer.id);
  return countMisses({ account: buyer.id, address: addressOf(c) }, () => bringCode(buyer, entryId, code));
}

async function join(c: Context, pool: Parameters<typeof joinLine>[1], input: LineInput) {
  const buyer = requireBuyer(await actorOf(c));
  const key = idempotencyKey.safeParse(c.req.header("idempotency-key"));
  if (!key.success) throw new Refusal("missing_idempotency_key", { field: "Idempotency-Key" });
  const address = addressOf(c);
  limitOrders({ buyer, contact: input.contact, address });
  const join = () => joinLine(buyer, pool, input, key.data);
  return input.code === undefined ? join() : countMisses({ account: buyer.id, address }, join);
}

/** From memory while the drop is armed or open, because then a crowd asks. */
async function editionOf(dropId: string): Promise<string> {
  const { db, drops } = container();
  const known =
    drops.find(dropId) ?? (await db.drop.findUnique({ where: { id: dropId }, select: { editionId: true } }));
  if (!known) throw new Refusal("not_found");
  return known.editionId;
}
