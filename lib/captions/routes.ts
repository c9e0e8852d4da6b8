import { openRoutes } from "#lib/api/route.ts";
import { addCaptions } from "#lib/captions/add-captions.ts";
import { changeCaption, deleteCaption } from "#lib/captions/change-caption.ts";
import { readCuesFrom } from "#lib/captions/queries.ts";
import { captionsInput, cueChange, cueParams, cueQuery, cuesView, subtitleQuery } from "#lib/captions/schema.ts";
import { writeSubtitles } from "#lib/captions/write-subtitles.ts";
import { container } from "#lib/container.ts";

const { app, route } = openRoutes("Captions");
export const captionRoutes = app;

const ofShow = route.hostOf("show");

route.anyone.get(
  "/shows/{id}/captions",
  {
    summary: "The newest captions, or a page of those from a moment on; times are the stream clock's",
    query: cueQuery,
    answer: cuesView,
  },
  async ({ id, query: { from } }) => {
    const { db, newestCues } = container();
    return { cues: from === undefined ? await newestCues.read(id) : await readCuesFrom(db, id, from) };
  },
);
ofShow.post(
  "/shows/{id}/captions",
  { summary: "Caption what is said", body: captionsInput, answer: cuesView, makes: true, limit: "captions" },
  async ({ who: show, body }) => ({ cues: await addCaptions(show, body) }),
);
ofShow.patch(
  "/shows/{id}/captions/{cueId}",
  { summary: "Correct a caption", params: cueParams, body: cueChange, answer: cuesView, limit: "captions" },
  async ({ who: show, params, body }) => ({ cues: await changeCaption(show, params.cueId, body) }),
);
ofShow.delete(
  "/shows/{id}/captions/{cueId}",
  { summary: "Take a caption back", params: cueParams, limit: "captions" },
  ({ who: show, params }) => deleteCaption(show, params.cueId),
);
route.keeperOfShow.get(
  "/shows/{id}/recording/captions",
  {
    summary: "The captions of one language as a subtitle file that fits the recording",
    query: subtitleQuery,
    file: "text/vtt",
  },
  async ({ who: show, query }) => {
    const { name, type, text } = await writeSubtitles(show, query);
    const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"` };
    return new Response(text, { headers });
  },
);
