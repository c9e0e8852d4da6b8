import { createRoute, z } from "@hono/zod-openapi";
import { requireHostOf } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, document, documentCreation, done, idParam, json } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { connectHls } from "#lib/sources/connect-hls.ts";
import { announceFile, deleteFile, takePiece } from "#lib/sources/keep-file.ts";
import { pauseSource } from "#lib/sources/pause-source.ts";
import { planFile, playFile } from "#lib/sources/play-file.ts";
import { putOnAir } from "#lib/sources/put-on-air.ts";
import { readSources } from "#lib/sources/queries.ts";
import {
  airInput,
  fileInput,
  filePlan,
  fileView,
  hlsInput,
  issuedKey,
  pieceQuery,
  playInput,
  sourceKind,
  sourcesView,
} from "#lib/sources/schema.ts";
import { stopSource } from "#lib/sources/stop-source.ts";
import { issueStreamKey, revokeStreamKey } from "#lib/sources/stream-keys.ts";

const tag = "Sources";
const access = "host-of-show";
const fileParam = z.object({ id: z.uuid(), fileId: z.uuid() });
const kindParam = z.object({ id: z.uuid(), kind: sourceKind });

export const sourceRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/shows/{id}/sources",
      request: { params: idParam },
      ...document({ tag, summary: "Where a show's picture may come from", access, answer: sourcesView }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json(await readSources(show), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/stream-key",
      request: { params: idParam },
      ...documentCreation({ tag, summary: "Issue a stream key; the one before it ends", access, answer: issuedKey }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json(await issueStreamKey(show), 201);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/stream-key",
      request: { params: idParam },
      ...document({ tag, summary: "Take the stream key away", access, answer: done }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await revokeStreamKey(show);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/sources/air",
      request: { params: idParam, body: json(airInput) },
      ...document({ tag, summary: "Put a waiting source on air", access, answer: done }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await putOnAir(show, c.req.valid("json"));
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/sources/{kind}",
      request: { params: kindParam },
      ...document({ tag, summary: "Stop a source", access, answer: done }),
    }),
    async (c) => {
      const { id, kind } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await stopSource(show, kind);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/sources/{kind}/pause",
      request: { params: kindParam },
      ...document({ tag, summary: "Pause a file where it is", access, answer: done }),
    }),
    async (c) => {
      const { id, kind } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await pauseSource(show, kind);
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/shows/{id}/sources/hls",
      request: { params: idParam, body: json(hlsInput) },
      ...document({ tag, summary: "Pull an external HLS stream", access, answer: sourcesView }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      await connectHls(show, c.req.valid("json"));
      return c.json(await readSources(show), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/files",
      request: { params: idParam, body: json(fileInput) },
      ...documentCreation({
        tag,
        summary: "Announce a file that will be uploaded in pieces",
        access,
        answer: fileView,
      }),
    }),
    async (c) => {
      const show = await requireHostOf(container().db, await actorOf(c), "show", c.req.valid("param").id);
      return c.json(await announceFile(show, c.req.valid("json")), 201);
    },
  )
  .openapi(
    createRoute({
      method: "patch",
      path: "/shows/{id}/files/{fileId}",
      request: { params: fileParam, body: json(filePlan) },
      ...document({ tag, summary: "Set when a file begins by itself", access, answer: sourcesView }),
    }),
    async (c) => {
      const { id, fileId } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await planFile(show, fileId, c.req.valid("json").playsAt);
      return c.json(await readSources(show), 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/shows/{id}/files/{fileId}/play",
      request: { params: fileParam, body: json(playInput) },
      ...document({ tag, summary: "Show a file as the live picture, from its beginning", access, answer: sourcesView }),
    }),
    async (c) => {
      const { id, fileId } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await playFile(show, fileId, c.req.valid("json"));
      return c.json(await readSources(show), 200);
    },
  )
  .openapi(
    createRoute({
      method: "delete",
      path: "/shows/{id}/files/{fileId}",
      request: { params: fileParam },
      ...document({ tag, summary: "Remove a file", access, answer: done }),
    }),
    async (c) => {
      const { id, fileId } = c.req.valid("param");
      const show = await requireHostOf(container().db, await actorOf(c), "show", id);
      await deleteFile(show, fileId);
      return c.json({ ok: true as const }, 200);
    },
  );

// The body is a piece of the file itself, so it stands outside the JSON validator; the document lists it all the same.
sourceRoutes.openAPIRegistry.registerPath({
  method: "put",
  path: "/shows/{id}/files/{fileId}/content",
  request: {
    params: fileParam,
    query: pieceQuery,
    body: {
      required: true,
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
  },
  ...document({
    tag,
    summary: "Upload the next piece, of at most 4 MiB; the answer says where to go on",
    access,
    answer: fileView,
  }),
});
sourceRoutes.put("/shows/:id/files/:fileId/content", async (c) => {
  const params = fileParam.safeParse(c.req.param());
  const query = pieceQuery.safeParse(c.req.query());
  const show = await requireHostOf(container().db, await actorOf(c), "show", params.data?.id ?? nobodys);
  if (!params.success) throw new Refusal("not_found");
  if (!query.success) throw new Refusal("invalid_query", { field: "offset" });
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  return c.json(await takePiece(show, params.data.fileId, { ...query.data, bytes }), 200);
});

const nobodys = "00000000-0000-0000-0000-000000000000";
