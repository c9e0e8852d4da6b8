import { z } from "@hono/zod-openapi";
import { actorOf, anyBytes } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Uses } from "#lib/container.ts";
import { liveHalts, showSales, snapshot } from "#lib/live/contract.ts";
import { TakeStarted } from "#lib/media/schema.ts";
import { Refusal } from "#lib/refusal.ts";
import { changeShow } from "#lib/shows/change-show.ts";
import { createShow } from "#lib/shows/create-show.ts";
import { endShow } from "#lib/shows/end-show.ts";
import { goLive } from "#lib/shows/go-live.ts";
import { listProduct, orderProducts, unlistProduct } from "#lib/shows/list-product.ts";
import { pinProduct } from "#lib/shows/pin-product.ts";
import { findShowById, listShows } from "#lib/shows/queries.ts";
import { listPins } from "#lib/shows/read-pins.ts";
import { readSalesOfShow } from "#lib/shows/read-sales.ts";
import { cacheOf, requireOwnDraft, requireVisible } from "#lib/shows/require-visible.ts";
import {
  endInput,
  haltInput,
  listProductInput,
  pinInput,
  pinList,
  productOrder,
  showCard,
  showChange,
  showInput,
  showView,
  takeInput,
  uplinkView,
} from "#lib/shows/schema.ts";
import { setHalt } from "#lib/shows/set-halt.ts";
import { showCalendar } from "#lib/shows/show-calendar.ts";
import { startTake } from "#lib/shows/start-take.ts";
import { undoEnd } from "#lib/shows/undo-end.ts";
import type { Locale } from "#lib/words/locale.ts";
import { readerOf } from "#lib/words/reader.ts";

const { routes, route } = openRoutes("Shows");
export const showRoutes = routes;

const ofShow = route.deskOf("show");
const lists = z.object({ live: z.array(showCard), next: z.array(showCard), past: z.array(showCard) });
const showProduct = z.object({ id: z.uuid(), productId: z.uuid() });

route.anyone.get("/shows", { summary: "Shows on air, next and past", answer: lists }, ({ app, c }) =>
  listShows(app, readerOf(c.req.raw.headers).locale),
);
route.host.post(
  "/shows",
  { summary: "Schedule a show", body: showInput, answer: showView, makes: true },
  ({ app, who, body }) => createShow(app, who, body),
);
route.anyone.get("/shows/{id}", { summary: "One show with its products", answer: showView }, async ({ app, id, c }) => {
  await requireVisible(app, () => actorOf(c), id);
  return existing(app, id, readerOf(c.req.raw.headers).locale);
});
ofShow.patch(
  "/shows/{id}",
  { summary: "Change title, summary, poster or start", body: showChange, answer: showView },
  async ({ app, who: show, body }) => {
    await changeShow(app, show, body);
    return existing(app, show.id);
  },
);
route.anyone.get(
  "/shows/{id}/snapshot",
  { summary: "The live room as it was within the last second, the same text for everybody", answer: snapshot },
  async ({ app, id, c }) => {
    const found = await app.snapshots.find(id);
    if (!found) throw new Refusal("not_found");
    const isDraft = app.rooms.peek(id)?.state.status === "DRAFT";
    if (isDraft) await requireOwnDraft(app, () => actorOf(c), id);
    const headers = { "cache-control": cacheOf(isDraft), etag: found.etag };
    if (c.req.header("if-none-match") === found.etag) return c.body(null, 304, headers);
    return c.body(found.text, 200, { ...headers, "content-type": "application/json" });
  },
);
route.anyone.get(
  "/shows/{id}/calendar.ics",
  { summary: "The show for a calendar, with a reminder", file: "text/calendar" },
  async ({ app, id, c }) => {
    await requireVisible(app, () => actorOf(c), id);
    const show = await existing(app, id);
    const { name: shop } = await app.shop.read();
    return c.body(showCalendar(show, { publicUrl: app.env.PUBLIC_URL, shop }), 200, {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": `attachment; filename="${show.slug}.ics"`,
    });
  },
);

ofShow.post("/shows/{id}/live", { summary: "Go on air", answer: showView }, async ({ app, who: show }) => {
  await goLive(app, show);
  return existing(app, show.id);
});
ofShow.post(
  "/shows/{id}/end",
  { summary: "End the show", body: endInput, answer: showView },
  async ({ app, who: show, body }) => {
    await endShow(app, show, body);
    return existing(app, show.id);
  },
);
ofShow.delete(
  "/shows/{id}/end",
  { summary: "Take the end of a show back, within ten minutes of it", answer: showView },
  async ({ app, who: show }) => {
    await undoEnd(app, show);
    return existing(app, show.id);
  },
);
ofShow.post(
  "/shows/{id}/takes",
  { summary: "Open a take and get the key for its video chunks", body: takeInput, answer: TakeStarted, makes: true },
  ({ app, who: show, body }) => startTake(app, show, body),
);
ofShow.post(
  "/shows/{id}/uplink",
  {
    summary: "Measure the line: up to 1 MB that is counted and thrown away",
    rawBody: { "application/octet-stream": anyBytes },
    answer: uplinkView,
  },
  async ({ c }) => ({ bytes: (await c.req.arrayBuffer()).byteLength }),
);
ofShow.get(
  "/shows/{id}/sales",
  {
    summary: "What orders placed in this show hold and have reserved, by edition",
    answer: z.object({ sales: z.array(showSales) }),
  },
  async ({ app, who: show }) => ({ sales: await readSalesOfShow(app.db, show.id) }),
);
ofShow.put(
  "/shows/{id}/pin",
  { summary: "Pin a product, or nothing, at a moment of the picture", body: pinInput },
  ({ app, who: show, body }) => pinProduct(app, show, body),
);
ofShow.put(
  "/shows/{id}/halts",
  {
    summary: "Stop something for everybody at once, or let it go on: sales, product, chat, picture or sound",
    body: haltInput,
    answer: liveHalts,
  },
  ({ app, who: show, body }) => setHalt(app, show, body),
);
route.anyone.get(
  "/shows/{id}/cues",
  { summary: "What was pinned at which moment of the picture", answer: pinList },
  async ({ app, id, c }) => {
    await requireVisible(app, () => actorOf(c), id);
    return { pins: await listPins(app, id) };
  },
);

ofShow.post(
  "/shows/{id}/products",
  { summary: "Add a product to the show", body: listProductInput, answer: showView },
  async ({ app, who: show, body }) => {
    await listProduct(app, show, body.productId);
    return existing(app, show.id);
  },
);
ofShow.put(
  "/shows/{id}/products/order",
  { summary: "List the products of the show in another order", body: productOrder, answer: showView },
  async ({ app, who: show, body }) => {
    await orderProducts(app, show, body.ids);
    return existing(app, show.id);
  },
);
ofShow.delete(
  "/shows/{id}/products/{productId}",
  { summary: "Take a product out of the show", params: showProduct, answer: showView },
  async ({ app, who: show, params }) => {
    await unlistProduct(app, show, params.productId);
    return existing(app, show.id);
  },
);

async function existing(app: Uses<"db">, id: string, reader?: Locale) {
  const show = await findShowById(app, id, reader);
  if (!show) throw new Refusal("not_found");
  return show;
}
