import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { countMisses } from "#lib/access-codes/count-misses.ts";
import type { Buyer } from "#lib/accounts/gate.ts";
import { addressOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Uses } from "#lib/container.ts";
import { queueEntry } from "#lib/live/contract.ts";
import { limitOrders } from "#lib/preorders/limit-orders.ts";
import { idempotencyKey } from "#lib/preorders/schema.ts";
import { bringCode } from "#lib/queue/bring-code.ts";
import { joinQueue } from "#lib/queue/join-queue.ts";
import { leaveQueue } from "#lib/queue/leave-queue.ts";
import { findPlaceOf, listPlacesOf } from "#lib/queue/queries.ts";
import { codeInput, type QueueInput, queueInput, queueView } from "#lib/queue/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Queue");
export const queueRoutes = routes;

route.signedIn.post(
  "/drops/{id}/line",
  {
    summary: "Take a place in the line of a drop",
    body: queueInput,
    answer: queueEntry,
    makes: true,
    takesKey: true,
  },
  async ({ app, who, id, body, c }) => join(app, c, who, { editionId: await editionOf(app, id), dropId: id }, body),
);
route.signedIn.post(
  "/editions/{id}/line",
  {
    summary: "Take a place on the waitlist of an edition",
    body: queueInput,
    answer: queueEntry,
    makes: true,
    takesKey: true,
  },
  ({ app, who, id, body, c }) => join(app, c, who, { editionId: id, dropId: null }, body),
);
route.signedIn.get("/line", { summary: "Where I wait, newest first", answer: z.array(queueView) }, ({ app, who }) =>
  listPlacesOf(app, who),
);
route.buyer.get("/line/{id}", { summary: "One place of mine", answer: queueView }, async ({ app, who, id }) => {
  const place = await findPlaceOf(app, who, id);
  if (!place) throw new Refusal("not_found");
  return place;
});
route.buyer.post(
  "/line/{id}/code",
  {
    summary: "Bring a priority code to a place that is taken already",
    body: codeInput,
    answer: queueEntry,
    limit: "orders",
  },
  ({ app, who, id, body, c }) =>
    countMisses(app, { account: who.id, address: addressOf(c) }, () => bringCode(app, who, id, body.code)),
);
route.buyer.delete("/line/{id}", { summary: "Give up a place" }, async ({ app, who, id }) => {
  await leaveQueue(app, who, id);
});

async function join(
  app: Uses<"challenges" | "drops" | "engine" | "guesses" | "limits">,
  c: Context,
  buyer: Buyer,
  pool: Parameters<typeof joinQueue>[2],
  input: QueueInput,
) {
  const key = idempotencyKey.safeParse(c.req.header("idempotency-key"));
  if (!key.success) throw new Refusal("missing_idempotency_key", { field: "Idempotency-Key" });
  const address = addressOf(c);
  limitOrders(app, { buyer, contact: input.contact, address });
  const join = () => joinQueue(app, buyer, pool, input, key.data);
  return input.code === undefined ? join() : countMisses(app, { account: buyer.id, address }, join);
}

/** From memory while the drop is armed or open, because then a crowd asks. */
async function editionOf({ db, drops }: Uses<"db" | "drops">, dropId: string): Promise<string> {
  const known =
    drops.find(dropId) ?? (await db.drop.findUnique({ where: { id: dropId }, select: { editionId: true } }));
  if (!known) throw new Refusal("not_found");
  return known.editionId;
}
