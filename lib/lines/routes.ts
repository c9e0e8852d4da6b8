import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Buyer } from "#lib/accounts/gate.ts";
import { addressOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
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

const { app, route } = openRoutes("Lines");
export const lineRoutes = app;

route.signedIn.post(
  "/drops/{id}/line",
  {
    summary: "Take a place in the line of a drop",
    body: lineInput,
    answer: lineEntry,
    makes: true,
    takesKey: true,
  },
  async ({ who, id, body, c }) => join(c, who, { editionId: await editionOf(id), dropId: id }, body),
);
route.signedIn.post(
  "/editions/{id}/line",
  {
    summary: "Take a place on the waitlist of an edition",
    body: lineInput,
    answer: lineEntry,
    makes: true,
    takesKey: true,
  },
  ({ who, id, body, c }) => join(c, who, { editionId: id, dropId: null }, body),
);
route.signedIn.get("/line", { summary: "Where I wait, newest first", answer: z.array(lineView) }, ({ who }) =>
  listPlacesOf(who),
);
route.buyer.get("/line/{id}", { summary: "One place of mine", answer: lineView }, async ({ who, id }) => {
  const place = await findPlaceOf(who, id);
  if (!place) throw new Refusal("not_found");
  return place;
});
route.buyer.post(
  "/line/{id}/code",
  {
    summary: "Bring a priority code to a place that is taken already",
    body: codeInput,
    answer: lineEntry,
    limit: "orders",
  },
  ({ who, id, body, c }) =>
    countMisses({ account: who.id, address: addressOf(c) }, () => bringCode(who, id, body.code)),
);
route.buyer.delete("/line/{id}", { summary: "Give up a place" }, async ({ who, id }) => {
  await leaveLine(who, id);
});

async function join(c: Context, buyer: Buyer, pool: Parameters<typeof joinLine>[1], input: LineInput) {
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
