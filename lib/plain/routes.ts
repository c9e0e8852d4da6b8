import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Buyer } from "#lib/accounts/gate.ts";
import { requireBuyer } from "#lib/accounts/gate.ts";
import { passDoor } from "#lib/accounts/pass-door.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { actorOf, addressOf, clientOf, type Edge } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Container } from "#lib/container.ts";
import { payDeposit } from "#lib/payments/pay-deposit.ts";
import { admitOrder } from "#lib/preorders/admit-order.ts";
import { findPreorderOf } from "#lib/preorders/queries.ts";
import { preorderInput } from "#lib/preorders/schema.ts";
import { railName } from "#lib/rail-names.ts";
import { Refusal } from "#lib/refusal.ts";
import { findShowById } from "#lib/shows/queries.ts";
import { requireVisible } from "#lib/shows/require-visible.ts";
import { country, email } from "#lib/text.ts";
import { readerOf } from "#lib/words/reader.ts";
import { drawPlainPage, type PlainPage, plainPolicy } from "./page.ts";

const { routes, route } = openRoutes("Shows");
export const plainRoutes = routes;

const reservation = z.strictObject({
  act: z.literal("reserve"),
  editionId: preorderInput.shape.editionId,
  quantity: z.coerce.number().int().min(1).max(1000),
  contact: z.string().trim().pipe(email),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .transform((text) => text || undefined)
    .pipe(country.optional()),
  key: z.string().max(255),
});
const payment = z.strictObject({ act: z.literal("pay"), order: z.uuid(), rail: railName });
const form = z.discriminatedUnion("act", [reservation, payment]);

route.anyone.get(
  "/shows/{id}/plain",
  {
    summary: "A show as HTML without scripts, with orders by form",
    query: z.object({ order: z.uuid().optional() }),
    text: "text/html",
  },
  async ({ app, id, query: { order }, c }) => {
    const actor = await actorOf(c);
    await requireVisible(app, async () => actor, id);
    return answer(c, id, { order: order && actor ? await findPreorderOf(app, requireBuyer(actor), order) : null });
  },
);

// Whoever comes without an account gets one with the form, as a page with scripts makes it.
route.anyone.post(
  "/shows/{id}/plain",
  {
    summary: "Place a pre-order, or pay its deposit, by the form of a page without scripts",
    rawBody: { "application/x-www-form-urlencoded": { schema: z.looseObject({}) } },
    text: "text/html",
  },
  async ({ app, id, c }) => {
    await requireVisible(app, () => actorOf(c), id);
    const { success, data, error } = form.safeParse(await c.req.parseBody());
    if (!success) {
      const field = error.issues[0]?.path.join(".");
      return answer(c, id, { refused: new Refusal("invalid_body", { field }) });
    }
    try {
      const order = data.act === "pay" ? await pay(app, await actorOf(c), data) : await reserve(app, c, data);
      return c.redirect(`/api/shows/${id}/plain?order=${order}`, 303);
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      return answer(c, id, { refused, contact: data.act === "reserve" ? data.contact : undefined });
    }
  },
);

async function reserve(app: Container, c: Context<Edge>, asked: z.output<typeof reservation>): Promise<string> {
  const { act: _, key, ...input } = asked;
  const actor = (await actorOf(c)) ?? (await becomeGuest(app, c));
  const cookies = c.req.header("cookie");
  const taken = await admitOrder(app, { actor, key, address: addressOf(c), cookies }, input);
  if (taken instanceof Refusal) throw taken;
  return taken.id;
}

async function pay(app: Container, actor: Actor | null, { order, rail }: z.output<typeof payment>): Promise<string> {
  const buyer: Buyer = requireBuyer(actor);
  await payDeposit(app, buyer, order, { rail, card: "approve" });
  return order;
}

async function becomeGuest(app: Container, c: Context<Edge>): Promise<Actor | null> {
  await app.limits.shared.spend("guestsByAddress", addressOf(c));
  const cookies = await passDoor(app.auth, c.req.raw, { path: "/sign-in/anonymous", input: {}, client: clientOf(c) });
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  return app.sessions.find(cookies.map((cookie) => cookie.split(";", 1)[0]).join("; "));
}

async function answer(
  c: Context<Edge>,
  id: string,
  { order, refused, contact }: Pick<PlainPage, "order" | "refused" | "contact">,
): Promise<Response> {
  const { app } = c.env;
  const reader = readerOf(c.req.raw.headers);
  const [view, shop, offered] = await Promise.all([
    findShowById(app, id, reader.locale),
    app.shop.read(),
    app.rails.offered(),
  ]);
  if (!view) throw new Refusal("not_found");
  // A card's own form needs scripts; those who have them pay on the order's page.
  const rails = offered.filter((rail) => rail !== "stripe");
  const mediaUrl = app.env.MEDIA_URL;
  const page = {
    view,
    reader,
    mediaUrl,
    shopName: shop.name,
    newKey: () => crypto.randomUUID(),
    order,
    refused,
    contact,
    rails,
  };
  const headers = { "content-security-policy": plainPolicy(mediaUrl), "cache-control": "private, no-store" };
  return c.html(drawPlainPage(page), refused ? 422 : 200, headers);
}
