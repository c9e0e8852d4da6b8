import { actorOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Export } from "#lib/media/recording/export-recording.ts";
import { parseRange } from "#lib/media/serve/byte-range.ts";
import { deleteRecording } from "#lib/recordings/delete-recording.ts";
import { keepRecording } from "#lib/recordings/keep-recording.ts";
import { makeSocialFile, openSocialFile } from "#lib/recordings/make-social-file.ts";
import { openFile } from "#lib/recordings/open-file.ts";
import { existingRecording, findReplay, readVideo } from "#lib/recordings/queries.ts";
import {
  fileQuery,
  recordingChange,
  recordingDeletion,
  recordingView,
  replayView,
  socialFileView,
  videoView,
} from "#lib/recordings/schema.ts";
import { streamOf } from "#lib/recordings/stream-file.ts";
import { Refusal } from "#lib/refusal.ts";
import { requireVisible } from "#lib/shows/require-visible.ts";

const { routes, route } = openRoutes("Video");
export const recordingRoutes = routes;

const ofShow = route.keeperOfShow;

route.anyone.get(
  "/shows/{id}/replay",
  { summary: "Where a show that is over can be watched", answer: replayView },
  async ({ app, id, c }) => {
    await requireVisible(app, () => actorOf(c), id);
    const replay = await findReplay(app, id);
    if (!replay) throw new Refusal("not_found");
    return replay;
  },
);
ofShow.get(
  "/shows/{id}/video",
  { summary: "Figures and health of a show's video, viewers, recording", answer: videoView },
  ({ app, who: show }) => readVideo(app, show.id),
);
ofShow.get(
  "/shows/{id}/recording",
  { summary: "What is recorded of a show", answer: recordingView },
  ({ app, who: show }) => existingRecording(app, show.id),
);
ofShow.patch(
  "/shows/{id}/recording",
  { summary: "Keep a recording longer; set or lift a legal hold", body: recordingChange, answer: recordingView },
  async ({ app, who: show, body }) => {
    await keepRecording(app, show, body);
    return existingRecording(app, show.id);
  },
);
ofShow.delete(
  "/shows/{id}/recording",
  { summary: "Delete the recording of a show, for good", body: recordingDeletion },
  ({ app, who: show, body }) => deleteRecording(app, show, body.reason),
);
ofShow.get(
  "/shows/{id}/recording/file",
  { summary: "The recording as one MP4 file", query: fileQuery, file: "video/mp4" },
  async ({ app, who: show, query, c }) => {
    return answerFile(c.req.header("range"), await openFile(app, show, query));
  },
);
ofShow.post(
  "/shows/{id}/recording/social",
  { summary: "Make one MP4 for editing and other platforms: 720p, AAC", answer: socialFileView, limit: "trials" },
  ({ app, who: show }) => makeSocialFile(app, show),
);
ofShow.get(
  "/shows/{id}/recording/social",
  { summary: "How far the file for editing is made", answer: socialFileView },
  ({ app, who: show }) => app.socialFiles.view(show.id),
);
ofShow.get(
  "/shows/{id}/recording/social/file",
  { summary: "The file for editing", file: "video/mp4" },
  async ({ app, who: show, c }) => answerFile(c.req.header("range"), await openSocialFile(app, show)),
);

/** A file whole or in part. Refuses with range_not_satisfiable. */
function answerFile(
  asked: string | undefined,
  { name, exported }: { name: string; exported: Pick<Export, "bytes" | "read"> },
): Response {
  const range = parseRange(asked, exported.bytes);
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
}
