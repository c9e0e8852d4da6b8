import { createRoute, z } from "@hono/zod-openapi";
import { requireBuyer, requireHostOf } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentCreation, done, idParam, json } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { armDrop, disarmDrop, fireDrop } from "#lib/drops/arm-drop.ts";
import { closeDrop, pauseDrop } from "#lib/drops/close-drop.ts";
import { changeDrop, discardDrop, prepareDrop } from "#lib/drops/prepare-drop.ts";
import { findDropOf, listDropsOf } from "#lib/drops/queries.ts";
import { challengeView, dropChange, dropInput, dropView, fireInput, pauseInput } from "#lib/drops/schema.ts";

const tag = "Drops";

export const dropRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/drops",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Every drop of the show, prepared ones too",
        access: "host-of-show",
        answer: z.array(dropView),
      }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json(await listDropsOf(show), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/drops",
      request: { params: idParam, body: json(dropInput) },
      ...documentCreation({ tag, summary: "Prepare a drop", access: "host-of-show", answer: dropView }),
    }),
    async (c) => {
      const { db } = container();
      const show = await requireHostOf(db, await actorOf(c), "show", c.req.valid("param").id);
      const id = await prepareDrop(show, c.req.valid("json"));
      return c.json(await findDropOf(await requireHostOf(db, show.host, "drop", id)), 201);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/drops/{id}",
      request: { params: idParam, body: json(dropChange) },
      ...document({ tag, summary: "Change a drop before it is armed", access: "host-of-drop", answer: dropView }),
    }),
    async (c) => {
      const drop = await requireHostOf(container().db, await actorOf(c), "drop", c.req.valid("param").id);
      await changeDrop(drop, c.req.valid("json"));
      return c.json(await findDropOf(drop), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/drops/{id}",
      request: { params: idParam },
      ...document({ tag, summary: "Throw a prepared drop away", access: "host-of-drop", answer: done }),
    }),
    async (c) => {
      await discardDrop(await requireHostOf(container().db, await actorOf(c), "drop", c.req.valid("param").id));
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/drops/{id}/arm",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Set the units aside and let people take places",
        access: "host-of-drop",
        answer: dropView,
      }),
    }),
    async (c) => {
      const drop = await requireHostOf(container().db, await actorOf(c), "drop", c.req.valid("param").id);
      await armDrop(drop);
      return c.json(await findDropOf(drop), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/drops/{id}/disarm",
      request: { params: idParam },
      ...document({ tag, summary: "Take an armed drop back", access: "host-of-drop", answer: dropView }),
    }),
    async (c) => {
      const drop = await requireHostOf(container().db, await actorOf(c), "drop", c.req.valid("param").id);
      await disarmDrop(drop);
      return c.json(await findDropOf(drop), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/drops/{id}/fire",
      request: { params: idParam, body: json(fireInput) },
      ...document({
        tag,
        summary: "Set when an armed drop opens, by the server's clock",
        access: "host-of-drop",
        answer: dropView,
      }),
    }),
    async (c) => {
      const drop = await requireHostOf(container().db, await actorOf(c), "drop", c.req.valid("param").id);
      await fireDrop(drop, c.req.valid("json"));
      return c.json(await findDropOf(drop), 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/drops/{id}/pause",
      request: { params: idParam, body: json(pauseInput) },
      ...document({
        tag,
        summary: "Stop a drop and its clock, or let them go on",
        access: "host-of-drop",
        answer: dropView,
      }),
    }),
    async (c) => {
      const drop = await requireHostOf(container().db, await actorOf(c), "drop", c.req.valid("param").id);
      await pauseDrop(drop, c.req.valid("json").paused);
      return c.json(await findDropOf(drop), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/drops/{id}/close",
      request: { params: idParam },
      ...document({ tag, summary: "End a drop now", access: "host-of-drop", answer: dropView }),
    }),
    async (c) => {
      const drop = await requireHostOf(container().db, await actorOf(c), "drop", c.req.valid("param").id);
      await closeDrop(drop);
      return c.json(await findDropOf(drop), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/drops/{id}/challenge",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Work to prove before ordering; null when the drop asks for none",
        access: "signed-in",
        answer: challengeView,
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { challenges, limits } = container();
      limits.spend("orders", buyer.id);
      return c.json({ challenge: await challenges.issue(buyer, c.req.valid("param").id) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/editions/{id}/challenge",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Work to prove before ordering on open sale, for whoever was refused with proof_required",
        access: "signed-in",
        answer: challengeView,
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const { challenges, limits } = container();
      limits.spend("orders", buyer.id);
      return c.json({ challenge: await challenges.issueOnSale(buyer, c.req.valid("param").id) }, 200);
    },
  );
