import { createRoute } from "@hono/zod-openapi";
import { requireHostOf, requireShowKeeper } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentCreation, documentFile, done, idParam, json } from "#lib/api/api.ts";
import { addCaptions } from "#lib/captions/add-captions.ts";
import { changeCaption, deleteCaption } from "#lib/captions/change-caption.ts";
import { readCuesFrom } from "#lib/captions/queries.ts";
import { captionsInput, cueChange, cueParams, cueQuery, cuesView, subtitleQuery } from "#lib/captions/schema.ts";
import { writeSubtitles } from "#lib/captions/write-subtitles.ts";
import { container } from "#lib/container.ts";

const tag = "Captions";

export const captionRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/captions",
      request: { params: idParam, query: cueQuery },
      ...document({
        tag,
        summary: "The newest captions, or a page of those from a moment on; times are the stream clock's",
        access: "anyone",
        answer: cuesView,
      }),
    }),
    async (c) => {
      const { db, newestCues } = container();
      const { id } = c.req.valid("param");
      const { from } = c.req.valid("query");
      return c.json({ cues: from === undefined ? await newestCues.read(id) : await readCuesFrom(db, id, from) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/captions",
      request: { params: idParam, body: json(captionsInput) },
      ...documentCreation({ tag, summary: "Caption what is said", access: "host-of-show", answer: cuesView }),
    }),
    async (c) => {
      const { db, limits } = container();
      const show = await requireHostOf(db, await actorOf(c), "show", c.req.valid("param").id);
      limits.spend("captions", show.host.id);
      return c.json({ cues: await addCaptions(show, c.req.valid("json")) }, 201);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/shows/{id}/captions/{cueId}",
      request: { params: cueParams, body: json(cueChange) },
      ...document({ tag, summary: "Correct a caption", access: "host-of-show", answer: cuesView }),
    }),
    async (c) => {
      const { db, limits } = container();
      const { id, cueId } = c.req.valid("param");
      const show = await requireHostOf(db, await actorOf(c), "show", id);
      limits.spend("captions", show.host.id);
      return c.json({ cues: await changeCaption(show, cueId, c.req.valid("json")) }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/captions/{cueId}",
      request: { params: cueParams },
      ...document({ tag, summary: "Take a caption back", access: "host-of-show", answer: done }),
    }),
    async (c) => {
      const { db, limits } = container();
      const { id, cueId } = c.req.valid("param");
      const show = await requireHostOf(db, await actorOf(c), "show", id);
      limits.spend("captions", show.host.id);
      await deleteCaption(show, cueId);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/recording/captions",
      request: { params: idParam, query: subtitleQuery },
      ...documentFile({
        tag,
        summary: "The captions of one language as a subtitle file that fits the recording",
        access: "host-of-show",
        type: "text/vtt",
      }),
    }),
    async (c) => {
      const show = await requireShowKeeper(container().db, await actorOf(c), c.req.valid("param").id);
      const { name, type, text } = await writeSubtitles(show, c.req.valid("query"));
      const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"` };
      return new Response(text, { headers });
    },
  );
