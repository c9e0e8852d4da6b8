import { requireDeskOf } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import { addSegment, addSegments, changeSegment, copySegments, orderSegments, removeSegment } from "./plan-segments.ts";
import { readRundown } from "./queries.ts";
import {
  backInput,
  nextInput,
  rundownView,
  segmentBatch,
  segmentChange,
  segmentCopy,
  segmentInput,
  segmentOfShow,
  segmentOrder,
  segmentView,
  stepDone,
} from "./schema.ts";
import { goBack, goNext } from "./step-run.ts";

const { routes, route } = openRoutes("Rundown");
export const rundownRoutes = routes;

const ofShow = route.deskOf("show");

ofShow.get(
  "/shows/{id}/rundown",
  { summary: "The plan of the show in its order, and where it stands", answer: rundownView },
  ({ app, who: show }) => readRundown(app, show),
);
ofShow.post(
  "/shows/{id}/segments",
  { summary: "Plan a segment", body: segmentInput, answer: segmentView, makes: true },
  ({ app, who: show, body }) => addSegment(app, show, body),
);
ofShow.post(
  "/shows/{id}/segments/batch",
  { summary: "Plan many segments at the end", body: segmentBatch, answer: rundownView, makes: true },
  async ({ app, who: show, body }) => {
    await addSegments(app, show, body);
    return readRundown(app, show);
  },
);
ofShow.post(
  "/shows/{id}/segments/copies",
  { summary: "Plan what another show had planned", body: segmentCopy, answer: rundownView, makes: true },
  async ({ app, who: show, body }) => {
    await copySegments(app, show, await requireDeskOf(app.db, show.hand, "show", body.showId));
    return readRundown(app, show);
  },
);
ofShow.put(
  "/shows/{id}/segments/order",
  { summary: "Put the segments into another order", body: segmentOrder, answer: rundownView },
  async ({ app, who: show, body }) => {
    await orderSegments(app, show, body.ids);
    return readRundown(app, show);
  },
);
ofShow.patch(
  "/shows/{id}/segments/{segmentId}",
  { summary: "Change a segment", params: segmentOfShow, body: segmentChange, answer: segmentView },
  ({ app, who: show, params, body }) => changeSegment(app, show, { segmentId: params.segmentId, change: body }),
);
ofShow.delete(
  "/shows/{id}/segments/{segmentId}",
  { summary: "Take a segment out of the plan", params: segmentOfShow },
  ({ app, who: show, params }) => removeSegment(app, show, params.segmentId),
);
ofShow.post(
  "/shows/{id}/rundown/next",
  { summary: "Come to the next segment and do what it says", body: nextInput, answer: stepDone },
  ({ app, who: show, body }) => goNext(app, show, body),
);
ofShow.post(
  "/shows/{id}/rundown/back",
  { summary: "Take the last step back", body: backInput, answer: stepDone },
  ({ app, who: show, body }) => goBack(app, show, body),
);
