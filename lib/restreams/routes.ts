import { createRoute, z } from "@hono/zod-openapi";
import { requireHostOf } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentCreation, idParam, json } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { addTarget, removeTarget, switchTarget } from "#lib/restreams/change-targets.ts";
import { listTargets } from "#lib/restreams/queries.ts";
import { targetChange, targetInput, targetList } from "#lib/restreams/schema.ts";

const tag = "Restreams";
const access = "host-of-show";
const targetParam = z.object({ id: z.uuid(), targetId: z.uuid() });

export const restreamRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/restreams",
      request: { params: idParam },
      ...document({ tag, summary: "Where else a show is sent, each with its health", access, answer: targetList }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json({ targets: await listTargets(show) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/restreams",
      request: { params: idParam, body: json(targetInput) },
      ...documentCreation({ tag, summary: "Send a show on to an RTMP address as well", access, answer: targetList }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await addTarget(show, c.req.valid("json"));
      return c.json({ targets: await listTargets(show) }, 201);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/shows/{id}/restreams/{targetId}",
      request: { params: targetParam, body: json(targetChange) },
      ...document({ tag, summary: "Switch a target on or off", access, answer: targetList }),
    }),
    async (c) => {
      const { id, targetId } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await switchTarget(show, targetId, c.req.valid("json").isOn);
      return c.json({ targets: await listTargets(show) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/restreams/{targetId}",
      request: { params: targetParam },
      ...document({ tag, summary: "Remove a target and its key", access, answer: targetList }),
    }),
    async (c) => {
      const { id, targetId } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await removeTarget(show, targetId);
      return c.json({ targets: await listTargets(show) }, 200);
    },
  );
