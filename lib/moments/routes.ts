import { z } from "@hono/zod-openapi";
import { openRoutes } from "#lib/api/route.ts";
import { discardMoment, fireMoment, listMoments, prepareMoment } from "./prepare-moment.ts";
import { momentInput, momentOfShow, momentView } from "./schema.ts";

const { routes, route } = openRoutes("Moments");
export const momentRoutes = routes;

route.talkOfShow.get(
  "/shows/{id}/moments",
  { summary: "What the room will celebrate, and what it has", answer: z.array(momentView) },
  ({ app, who: talk }) => listMoments(app, talk),
);
route.talkOfShow.post(
  "/shows/{id}/moments",
  { summary: "Prepare a moment", body: momentInput, answer: momentView, makes: true },
  ({ app, who: talk, body }) => prepareMoment(app, talk, body),
);
route.talkOfShow.delete(
  "/shows/{id}/moments/{momentId}",
  { summary: "Forget a moment", params: momentOfShow },
  ({ app, who: talk, params }) => discardMoment(app, talk, params.momentId),
);
route.talkOfShow.post(
  "/shows/{id}/moments/{momentId}/firing",
  { summary: "Let a moment come now", params: momentOfShow },
  ({ app, who: talk, params }) => fireMoment(app, talk, params.momentId),
);
