import { z } from "@hono/zod-openapi";
import { openRoutes } from "#lib/api/route.ts";
import { livePoll } from "#lib/live/contract.ts";
import { changePoll, discardPoll, preparePoll } from "./prepare-poll.ts";
import { listPolls, readOwnAnswer } from "./queries.ts";
import { closePoll, openPoll, setRight, withdrawPoll } from "./run-poll.ts";
import { ownAnswer, pollInput, pollOfShow, pollView, rightInput } from "./schema.ts";

const { routes, route } = openRoutes("Polls");
export const pollRoutes = routes;

const ofShow = route.talkOfShow;

ofShow.get(
  "/shows/{id}/polls",
  { summary: "Every poll of the show, prepared ones too", answer: z.array(pollView) },
  ({ app, who: talk }) => listPolls(app, talk),
);
ofShow.post(
  "/shows/{id}/polls",
  { summary: "Prepare a poll", body: pollInput, answer: pollView, makes: true },
  ({ app, who: talk, body }) => preparePoll(app, talk, body),
);
ofShow.put(
  "/shows/{id}/polls/{pollId}",
  { summary: "Change a poll that nobody has seen", params: pollOfShow, body: pollInput, answer: pollView },
  ({ app, who: talk, params, body }) => changePoll(app, talk, { pollId: params.pollId, input: body }),
);
ofShow.delete(
  "/shows/{id}/polls/{pollId}",
  { summary: "Throw a poll away that is not open", params: pollOfShow },
  ({ app, who: talk, params }) => discardPoll(app, talk, params.pollId),
);
ofShow.post(
  "/shows/{id}/polls/{pollId}/opening",
  { summary: "Ask the room", params: pollOfShow, answer: livePoll },
  ({ app, who: talk, params }) => openPoll(app, talk, params.pollId),
);
ofShow.post(
  "/shows/{id}/polls/{pollId}/closing",
  { summary: "Take no more answers", params: pollOfShow, answer: livePoll },
  ({ app, who: talk, params }) => closePoll(app, talk, params.pollId),
);
ofShow.post(
  "/shows/{id}/polls/{pollId}/withdrawal",
  { summary: "Take a poll back from every screen, with its answers", params: pollOfShow, answer: livePoll },
  ({ app, who: talk, params }) => withdrawPoll(app, talk, params.pollId),
);
ofShow.put(
  "/shows/{id}/polls/{pollId}/right",
  {
    summary: "Say which answer was right, or what the price is",
    params: pollOfShow,
    body: rightInput,
    answer: livePoll,
  },
  ({ app, who: talk, params, body }) => setRight(app, talk, { pollId: params.pollId, right: body.right }),
);
route.signedIn.get(
  "/polls/{id}/own",
  { summary: "What one answered oneself, and one's place among the nearest", answer: z.object({ own: ownAnswer }) },
  async ({ app, who: buyer, id }) => ({ own: await readOwnAnswer(app, buyer, id) }),
);
