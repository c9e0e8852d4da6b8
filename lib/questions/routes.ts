import type { Context } from "hono";
import { deviceOf } from "#lib/accounts/device.ts";
import { requireBuyer } from "#lib/accounts/gate.ts";
import { actorOf, addressOf, type Edge } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import type { Origin } from "#lib/live/speakers.ts";
import { askQuestion } from "#lib/questions/ask-question.ts";
import { findAlike, listClaims, readOwn } from "#lib/questions/queries.ts";
import {
  askedView,
  claimPage,
  claimQuery,
  likenessInput,
  likeView,
  ownQuestions,
  questionInput,
  questionOfShow,
  questionPage,
  questionQuery,
  voteInput,
  voteView,
} from "#lib/questions/schema.ts";
import { viewQuestion } from "#lib/questions/view.ts";
import { voteQuestion } from "#lib/questions/vote-question.ts";
import { requireVisible } from "#lib/shows/require-visible.ts";

const { routes, route } = openRoutes("Questions");
export const questionRoutes = routes;

const mostAlike = 3;

route.anyone.get(
  "/shows/{id}/questions",
  {
    summary:
      "A show's questions as they stood within the last second: the open ones by votes, or those that were answered",
    query: questionQuery,
    answer: questionPage,
  },
  async ({ app, id, query, c }) => {
    const cache = await requireVisible(app, () => actorOf(c), id);
    const headers = { "content-type": "application/json", "cache-control": cache };
    return c.body(await app.questions.list(id, query), 200, headers);
  },
);
route.anyone.get(
  "/shows/{id}/claims",
  { summary: "What is said of a show's products, and what is true", query: claimQuery, answer: claimPage },
  async ({ app, id, query, c }) => {
    const cache = await requireVisible(app, () => actorOf(c), id);
    return c.json(await listClaims(app, id, query), 200, { "cache-control": cache });
  },
);
route.anyone.get(
  "/shows/{id}/questions/own",
  { summary: "What one asked and voted for in a show; nobody did nothing", answer: ownQuestions },
  async ({ app, id, c }) => {
    const who = await actorOf(c);
    return who ? readOwn(app, requireBuyer(who), id) : { asked: [], voted: [] };
  },
);
route.signedIn.post(
  "/shows/{id}/questions/alike",
  {
    summary: "Questions that are nearly the same, before one's own is asked",
    ...{ body: likenessInput, answer: likeView, limit: "likenesses" },
  },
  async ({ app, id, body, c }) => {
    await requireVisible(app, () => actorOf(c), id);
    const found = await findAlike(app.db, id, body, { withAnswered: true });
    return { questions: found.slice(0, mostAlike).map(({ question }) => viewQuestion(question)) };
  },
);
route.signedIn.post(
  "/shows/{id}/questions",
  { summary: "Ask a question", body: questionInput, answer: askedView, makes: true, limit: "questions" },
  ({ app, who: asker, id, body, c }) => askQuestion(app, asker, { showId: id, input: body, origin: originOf(c) }),
);
route.signedIn.put(
  "/shows/{id}/questions/{questionId}/vote",
  {
    summary: "Say that one wants a question answered too, or take it back",
    ...{ params: questionOfShow, body: voteInput, answer: voteView, limit: "votes" },
  },
  ({ app, who: voter, params, body, c }) =>
    voteQuestion(app, voter, { showId: params.id, questionId: params.questionId, ...body, origin: originOf(c) }),
);

function originOf(c: Context<Edge>): Origin {
  return { device: deviceOf(c.req.raw.headers), network: addressOf(c) };
}
