import { z } from "@hono/zod-openapi";
import type { HostOf } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import { addTarget, removeTarget, switchTarget } from "#lib/restreams/change-targets.ts";
import { listTargets } from "#lib/restreams/queries.ts";
import { targetChange, targetInput, targetList } from "#lib/restreams/schema.ts";

const { app, route } = openRoutes("Restreams");
export const restreamRoutes = app;

const ofShow = route.hostOf("show");
const targetParams = z.object({ id: z.uuid(), targetId: z.uuid() });
const targetsOf = async (show: HostOf<"show">) => ({ targets: await listTargets(show) });

ofShow.get(
  "/shows/{id}/restreams",
  { summary: "Where else a show is sent, each with its health", answer: targetList },
  ({ who: show }) => targetsOf(show),
);
ofShow.post(
  "/shows/{id}/restreams",
  { summary: "Send a show on to an RTMP address as well", body: targetInput, answer: targetList, makes: true },
  async ({ who: show, body }) => {
    await addTarget(show, body);
    return targetsOf(show);
  },
);
ofShow.patch(
  "/shows/{id}/restreams/{targetId}",
  { summary: "Switch a target on or off", params: targetParams, body: targetChange, answer: targetList },
  async ({ who: show, params, body }) => {
    await switchTarget(show, params.targetId, body.isOn);
    return targetsOf(show);
  },
);
ofShow.delete(
  "/shows/{id}/restreams/{targetId}",
  { summary: "Remove a target and its key", params: targetParams, answer: targetList },
  async ({ who: show, params }) => {
    await removeTarget(show, params.targetId);
    return targetsOf(show);
  },
);
