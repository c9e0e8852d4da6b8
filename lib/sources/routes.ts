import { z } from "@hono/zod-openapi";
import { anyBytes } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { Refusal } from "#lib/refusal.ts";
import { connectHls } from "#lib/sources/connect-hls.ts";
import { announceFile, deleteFile, takePiece } from "#lib/sources/keep-file.ts";
import { findOverlay, issueOverlayKey, revokeOverlayKey } from "#lib/sources/overlay-key.ts";
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
  overlayAddress,
  pieceQuery,
  playInput,
  sourceKind,
  sourcesView,
} from "#lib/sources/schema.ts";
import { stopSource } from "#lib/sources/stop-source.ts";
import { issueStreamKey, revokeStreamKey } from "#lib/sources/stream-keys.ts";

const { routes, route } = openRoutes("Sources");
export const sourceRoutes = routes;

const ofShow = route.deskOf("show");
const fileParams = z.object({ id: z.uuid(), fileId: z.uuid() });
const kindParams = z.object({ id: z.uuid(), kind: sourceKind });

ofShow.get(
  "/shows/{id}/sources",
  { summary: "Where a show's picture may come from", answer: sourcesView },
  ({ app, who: show }) => readSources(app, show),
);
ofShow.post(
  "/shows/{id}/stream-key",
  { summary: "Issue a stream key; the one before it ends", answer: issuedKey, makes: true },
  ({ app, who: show }) => issueStreamKey(app, show),
);
ofShow.delete("/shows/{id}/stream-key", { summary: "Take the stream key away" }, ({ app, who: show }) =>
  revokeStreamKey(app, show),
);
ofShow.post(
  "/shows/{id}/overlay-key",
  { summary: "Make the address of the show's overlay; the one before it ends", answer: overlayAddress, makes: true },
  ({ app, who: show }) => issueOverlayKey(app, show),
);
ofShow.delete("/shows/{id}/overlay-key", { summary: "Take the address of the overlay away" }, ({ app, who: show }) =>
  revokeOverlayKey(app, show),
);
route.anyone.get(
  "/overlays/{key}",
  { summary: "The show of an overlay's address", params: overlayAddress, answer: z.object({ showId: z.uuid() }) },
  async ({ app, params: { key } }) => {
    const found = await findOverlay(app, key);
    if (!found) throw new Refusal("not_found");
    return { showId: found.showId };
  },
);
ofShow.post(
  "/shows/{id}/sources/air",
  { summary: "Put a waiting source on air", body: airInput },
  ({ app, who: show, body }) => putOnAir(app, show, body),
);
ofShow.delete(
  "/shows/{id}/sources/{kind}",
  { summary: "Stop a source", params: kindParams },
  ({ app, who: show, params }) => stopSource(app, show, params.kind),
);
ofShow.post(
  "/shows/{id}/sources/{kind}/pause",
  { summary: "Pause a file where it is", params: kindParams },
  ({ app, who: show, params }) => pauseSource(app, show, params.kind),
);
ofShow.put(
  "/shows/{id}/sources/hls",
  { summary: "Pull an external HLS stream", body: hlsInput, answer: sourcesView },
  async ({ app, who: show, body }) => {
    await connectHls(app, show, body);
    return readSources(app, show);
  },
);

ofShow.post(
  "/shows/{id}/files",
  { summary: "Announce a file that will be uploaded in pieces", body: fileInput, answer: fileView, makes: true },
  ({ app, who: show, body }) => announceFile(app, show, body),
);
ofShow.patch(
  "/shows/{id}/files/{fileId}",
  { summary: "Set when a file begins by itself", params: fileParams, body: filePlan, answer: sourcesView },
  async ({ app, who: show, params, body }) => {
    await planFile(app, show, params.fileId, body.playsAt);
    return readSources(app, show);
  },
);
ofShow.post(
  "/shows/{id}/files/{fileId}/play",
  {
    summary: "Show a file as the live picture, from its beginning",
    params: fileParams,
    body: playInput,
    answer: sourcesView,
  },
  async ({ app, who: show, params, body }) => {
    await playFile(app, show, params.fileId, body);
    return readSources(app, show);
  },
);
ofShow.delete(
  "/shows/{id}/files/{fileId}",
  { summary: "Remove a file", params: fileParams },
  ({ app, who: show, params }) => deleteFile(app, show, params.fileId),
);
ofShow.put(
  "/shows/{id}/files/{fileId}/content",
  {
    summary: "Upload the next piece, of at most 4 MiB; the answer says where to go on",
    params: fileParams,
    query: pieceQuery,
    rawBody: { "application/octet-stream": anyBytes },
    answer: fileView,
  },
  async ({ app, who: show, params, query, c }) =>
    takePiece(app, show, params.fileId, { ...query, bytes: new Uint8Array(await c.req.arrayBuffer()) }),
);
