import { actorOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { listLines } from "#lib/replays/list-lines.ts";
import { readOverlays } from "#lib/replays/read-overlays.ts";
import { linePage, lineQuery, overlays } from "#lib/replays/schema.ts";
import { requireVisible } from "#lib/shows/require-visible.ts";

const { routes, route } = openRoutes("Replays");
export const replayRoutes = routes;

route.anyone.get(
  "/shows/{id}/overlays",
  { summary: "What a show put over its picture, at which moment, and where it answered questions", answer: overlays },
  async ({ app, id, c }) => {
    const cache = await requireVisible(app, () => actorOf(c), id);
    return c.json(await readOverlays(app, id), 200, { "cache-control": cache });
  },
);
route.anyone.get(
  "/shows/{id}/lines",
  {
    summary: "What was said in a show that is over, in its order, from a moment on",
    query: lineQuery,
    answer: linePage,
  },
  async ({ app, id, query, c }) => {
    const cache = await requireVisible(app, () => actorOf(c), id);
    return c.json(await listLines(app, id, query), 200, { "cache-control": cache });
  },
);
