import { createRoute } from "@hono/zod-openapi";
import { requireShowKeeper } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentFile, done, idParam, json } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { parseRange } from "#lib/media/byte-range.ts";
import { Refusal } from "#lib/refusal.ts";
import { deleteRecording } from "#lib/replays/delete-recording.ts";
import { keepRecording } from "#lib/replays/keep-recording.ts";
import { openFile } from "#lib/replays/open-file.ts";
import { existingRecording, findReplay, readVideo } from "#lib/replays/queries.ts";
import {
  fileQuery,
  recordingChange,
  recordingDeletion,
  recordingView,
  replayView,
  videoView,
} from "#lib/replays/schema.ts";
import { streamOf } from "#lib/replays/stream-file.ts";

const tag = "Video";

export const replayRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/replay",
      request: { params: idParam },
      ...document({ tag, summary: "Where a show that is over can be watched", access: "anyone", answer: replayView }),
    }),
    async (c) => {
      const replay = await findReplay(c.req.valid("param").id);
      if (!replay) throw new Refusal("not_found");
      return c.json(replay, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/video",
      request: { params: idParam },
      ...document({
        tag,
        summary: "Figures and health of a show's video, viewers, recording",
        access: "host-of-show",
        answer: videoView,
      }),
    }),
    async (c) => {
      const show = await requireShowKeeper(container().db, await actorOf(c), c.req.valid("param").id);
      return c.json(await readVideo(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/recording",
      request: { params: idParam },
      ...document({ tag, summary: "What is recorded of a show", access: "host-of-show", answer: recordingView }),
    }),
    async (c) => {
      const show = await requireShowKeeper(container().db, await actorOf(c), c.req.valid("param").id);
      return c.json(await existingRecording(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/shows/{id}/recording",
      request: { params: idParam, body: json(recordingChange) },
      ...document({
        tag,
        summary: "Keep a recording longer; set or lift a legal hold",
        access: "host-of-show",
        answer: recordingView,
      }),
    }),
    async (c) => {
      const show = await requireShowKeeper(container().db, await actorOf(c), c.req.valid("param").id);
      await keepRecording(show, c.req.valid("json"));
      return c.json(await existingRecording(show.id), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/recording",
      request: { params: idParam, body: json(recordingDeletion) },
      ...document({ tag, summary: "Delete the recording of a show, for good", access: "host-of-show", answer: done }),
    }),
    async (c) => {
      const show = await requireShowKeeper(container().db, await actorOf(c), c.req.valid("param").id);
      await deleteRecording(show, c.req.valid("json").reason);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/recording/file",
      request: { params: idParam, query: fileQuery },
      ...documentFile({ tag, summary: "The recording as one MP4 file", access: "host-of-show", type: "video/mp4" }),
    }),
    async (c) => {
      const show = await requireShowKeeper(container().db, await actorOf(c), c.req.valid("param").id);
      const { name, exported } = await openFile(show, c.req.valid("query"));
      const range = parseRange(c.req.header("range"), exported.bytes);
      if (range === "outside") throw new Refusal("range_not_satisfiable", { detail: { bytes: exported.bytes } });
      const wanted = range ?? { from: 0, to: exported.bytes - 1 };
      return new Response(streamOf(exported.read(wanted)), {
        status: range ? 206 : 200,
        headers: {
          "content-type": "video/mp4",
          "content-length": String(wanted.to - wanted.from + 1),
          "content-disposition": `attachment; filename="${name}"`,
          "accept-ranges": "bytes",
          ...(range && { "content-range": `bytes ${range.from}-${range.to}/${exported.bytes}` }),
        },
      });
    },
  );
