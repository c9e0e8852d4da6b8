import { z } from "@hono/zod-openapi";
import type { DeskOf } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Uses } from "#lib/container.ts";
import { addTarget, removeTarget, switchTarget } from "#lib/restreams/change-targets.ts";
import { listTargets } from "#lib/restreams/queries.ts";
import { targetChange, targetInput, targetList } from "#lib/restreams/schema.ts";

const { routes, route } = openRoutes("Restreams");
export const restreamRoutes = routes;

const ofShow = route.deskOf("show");
const targetParams = z.object({ id: z.uuid(), targetId: z.uuid() });
const targetsOf = async (app: Uses<"db" | "restreams">, show: DeskOf<"show">) => ({
  targets: await listTargets(app, show),
});

ofShow.get(
  "/shows/{id}/restreams",
  { summary: "Where else a show is sent, each with its health", answer: targetList },
  ({ app, who: show }) => targetsOf(app, show),
);
ofShow.post(
  "/shows/{id}/restreams",
  { summary: "Send a show on to an RTMP address as well", body: targetInput, answer: targetList, makes: true },
  async ({ app, who: show, body }) => {
    await addTarget(app, show, body);
    return targetsOf(app, show);
  },
);
ofShow.patch(
  "/shows/{id}/restreams/{targetId}",
  { summary: "Switch a target on or off", params: targetParams, body: targetChange, answer: targetList },
  async ({ app, who: show, params, body }) => {
    await switchTarget(app, show, params.targetId, body.isOn);
    return targetsOf(app, show);
  },
);
ofShow.delete(
  "/shows/{id}/restreams/{targetId}",
  { summary: "Remove a target and its key", params: targetParams, answer: targetList },
  async ({ app, who: show, params }) => {
    await removeTarget(app, show, params.targetId);
    return targetsOf(app, show);
  },
);
