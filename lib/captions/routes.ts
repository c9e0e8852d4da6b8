import { actorOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { addCaptions } from "#lib/captions/add-captions.ts";
import { changeCaption, deleteCaption } from "#lib/captions/change-caption.ts";
import { readCuesFrom } from "#lib/captions/queries.ts";
import { captionsInput, cueChange, cueParams, cueQuery, cuesView, subtitleQuery } from "#lib/captions/schema.ts";
import { writeSubtitles } from "#lib/captions/write-subtitles.ts";

import { requireVisible } from "#lib/shows/require-visible.ts";

const { routes, route } = openRoutes("Captions");
export const captionRoutes = routes;

const ofShow = route.deskOf("show");

route.anyone.get(
  "/shows/{id}/captions",
  {
    summary: "The newest captions, or a page of those from a moment on; times are the stream clock's",
    query: cueQuery,
    answer: cuesView,
  },
  async ({ app, id, query: { from }, c }) => {
    await requireVisible(app, () => actorOf(c), id);
    const { db, newestCues } = app;
    return { cues: from === undefined ? await newestCues.read(id) : await readCuesFrom(db, id, from) };
  },
);
ofShow.post(
  "/shows/{id}/captions",
  { summary: "Caption what is said", body: captionsInput, answer: cuesView, makes: true, limit: "captions" },
  async ({ app, who: show, body }) => ({ cues: await addCaptions(app, show, body) }),
);
ofShow.patch(
  "/shows/{id}/captions/{cueId}",
  { summary: "Correct a caption", params: cueParams, body: cueChange, answer: cuesView, limit: "captions" },
  async ({ app, who: show, params, body }) => ({ cues: await changeCaption(app, show, params.cueId, body) }),
);
ofShow.delete(
  "/shows/{id}/captions/{cueId}",
  { summary: "Take a caption back", params: cueParams, limit: "captions" },
  ({ app, who: show, params }) => deleteCaption(app, show, params.cueId),
);
route.keeperOfShow.get(
  "/shows/{id}/recording/captions",
  {
    summary: "The captions of one language as a subtitle file that fits the recording",
    query: subtitleQuery,
    file: "text/vtt",
  },
  async ({ app, who: show, query }) => {
    const { name, type, text } = await writeSubtitles(app, show, query);
    const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"` };
    return new Response(text, { headers });
  },
);
