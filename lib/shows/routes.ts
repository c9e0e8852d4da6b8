import { createRoute, z } from "@hono/zod-openapi";
import { requireHost, requireHostOf } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentCreation, documentFile, done, idParam, json } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { showSales, snapshot } from "#lib/live/contract.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
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
import {
  endInput,
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
import { showCalendar } from "#lib/shows/show-calendar.ts";
import { startTake } from "#lib/shows/start-take.ts";
import { undoEnd } from "#lib/shows/undo-end.ts";
import type { Locale } from "#lib/words/locale.ts";
import { readerOf } from "#lib/words/reader.ts";

const tag = "Shows";
const anyBytes = { schema: z.string().openapi({ format: "binary" }) };
const lists = z.object({ live: z.array(showCard), next: z.array(showCard), past: z.array(showCard) });
const showProduct = z.object({ id: z.uuid(), productId: z.uuid() });

export const showRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/shows",
      ...document({ tag, summary: "Shows on air, next and past", access: "anyone", answer: lists }),
    }),
    async (c) => c.json(await listShows(readerOf(c.req.raw.headers).locale), 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows",
      request: { body: json(showInput) },
      ...documentCreation({ tag, summary: "Schedule a show", access: "host", answer: showView }),
    }),
    async (c) => c.json(await createShow(requireHost(await actorOf(c)), c.req.valid("json")), 201),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "One show with its products", access: "anyone", answer: showView }),
    }),
    async (c) => c.json(await existing(c.req.valid("param").id, readerOf(c.req.raw.headers).locale), 200),
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/shows/{id}",
      request: { params: idParam, body: json(showChange) },
      ...document({ tag, summary: "Change title, summary, poster or start", access: "host-of-show", answer: showView }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await changeShow(show, c.req.valid("json"));
      return c.json(await existing(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/snapshot",
      request: { params: idParam },
      ...document({ tag, summary: "The live room right now", access: "anyone", answer: snapshot }),
    }),
    async (c) => c.json(await readSnapshot(c.req.valid("param").id), 200),
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/calendar.ics",
      request: { params: idParam },
      ...documentFile({
        tag,
        summary: "The show for a calendar, with a reminder",
        access: "anyone",
        type: "text/calendar",
      }),
    }),
    async (c) => {
      const show = await existing(c.req.valid("param").id);
      return c.body(showCalendar(show, container().env.PUBLIC_URL), 200, {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": `attachment; filename="${show.slug}.ics"`,
      });
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/live",
      request: { params: idParam },
      ...document({ tag, summary: "Go on air", access: "host-of-show", answer: showView }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await goLive(show);
      return c.json(await existing(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/end",
      request: { params: idParam, body: json(endInput) },
      ...document({ tag, summary: "End the show", access: "host-of-show", answer: showView }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await endShow(show, c.req.valid("json"));
      return c.json(await existing(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/end",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Take the end of a show back, within ten minutes of it",
        access: "host-of-show",
        answer: showView,
      }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await undoEnd(show);
      return c.json(await existing(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/takes",
      request: { params: idParam, body: json(takeInput) },
      ...documentCreation({
        tag,
        summary: "Open a take and get the key for its video chunks",
        access: "host-of-show",
        answer: TakeStarted,
      }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json(await startTake(show, c.req.valid("json")), 201);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/uplink",
      request: { params: idParam, body: { required: true, content: { "application/octet-stream": anyBytes } } },
      ...document({
        tag,
        summary: "Measure the line: up to 1 MB that is counted and thrown away",
        access: "host-of-show",
        answer: uplinkView,
      }),
    }),
    async (c) => {
      await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json({ bytes: (await c.req.arrayBuffer()).byteLength }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/sales",
      request: { params: idParam },
      ...document({
        tag,
        summary: "What orders placed in this show hold and have reserved, by edition",
        access: "host-of-show",
        answer: z.object({ sales: z.array(showSales) }),
      }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json({ sales: await readSalesOfShow(container().db, show.id) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/shows/{id}/pin",
      request: { params: idParam, body: json(pinInput) },
      ...document({
        tag,
        summary: "Pin a product, or nothing, at a moment of the picture",
        access: "host-of-show",
        answer: done,
      }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await pinProduct(show, c.req.valid("json"));
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/cues",
      request: { params: idParam },
      ...document({
        tag,
        summary: "What was pinned at which moment of the picture",
        access: "anyone",
        answer: pinList,
      }),
    }),
    async (c) => c.json({ pins: await listPins(c.req.valid("param").id) }, 200),
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/products",
      request: { params: idParam, body: json(listProductInput) },
      ...document({ tag, summary: "Add a product to the show", access: "host-of-show", answer: showView }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await listProduct(show, c.req.valid("json").productId);
      return c.json(await existing(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/shows/{id}/products/order",
      request: { params: idParam, body: json(productOrder) },
      ...document({
        tag,
        summary: "List the products of the show in another order",
        access: "host-of-show",
        answer: showView,
      }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await orderProducts(show, c.req.valid("json").ids);
      return c.json(await existing(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/products/{productId}",
      request: { params: showProduct },
      ...document({ tag, summary: "Take a product out of the show", access: "host-of-show", answer: showView }),
    }),
    async (c) => {
      const { id, productId } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await unlistProduct(show, productId);
      return c.json(await existing(show.id), 200);
    },
  );

async function existing(id: string, reader?: Locale) {
  const show = await findShowById(id, reader);
  if (!show) throw new Refusal("not_found");
  return show;
}
