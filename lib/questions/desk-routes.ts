import { openRoutes } from "#lib/api/route.ts";
import { answerQuestion } from "#lib/questions/answer-question.ts";
import { mergeQuestion } from "#lib/questions/merge-question.ts";
import { putQuestion } from "#lib/questions/put-question.ts";
import { listForDesk, readFigures } from "#lib/questions/queries.ts";
import {
  answerInput,
  claimInput,
  claimOfShow,
  claimPin,
  claimView,
  deskPage,
  deskQuery,
  mergeInput,
  onAirInput,
  questionFigures,
  questionOfShow,
  stateInput,
  suggestionList,
} from "#lib/questions/schema.ts";
import { pinClaim, stateClaim, withdrawClaim } from "#lib/questions/state-claim.ts";
import { suggestAnswer } from "#lib/questions/suggest-answer.ts";
import { takeOnAir } from "#lib/questions/take-on-air.ts";
import { readerOf } from "#lib/words/reader.ts";

const { routes, route } = openRoutes("Questions");
export const questionDeskRoutes = routes;

const ofShow = route.deskOf("show");

route.talkOfShow.get(
  "/shows/{id}/questions/desk",
  { summary: "A show's questions with what was merged into each", query: deskQuery, answer: deskPage },
  ({ app, who: talk, query }) => listForDesk(app, talk, query),
);
route.talkOfShow.get(
  "/shows/{id}/questions/{questionId}/suggestions",
  { summary: "What the products' own pages say about a question", params: questionOfShow, answer: suggestionList },
  async ({ app, who: talk, params, c }) => ({
    suggestions: await suggestAnswer(app, talk, params.questionId, readerOf(c.req.raw.headers).locale),
  }),
);
route.talkOfShow.put(
  "/shows/{id}/questions/{questionId}/state",
  { summary: "Put a question aside, remove it, or put it back", params: questionOfShow, body: stateInput },
  ({ app, who: talk, params, body }) => putQuestion(app, talk, { questionId: params.questionId, ...body }),
);
route.talkOfShow.put(
  "/shows/{id}/questions/{questionId}/merged",
  { summary: "Make a question part of another one, or take it out again", params: questionOfShow, body: mergeInput },
  ({ app, who: talk, params, body }) => mergeQuestion(app, talk, { questionId: params.questionId, ...body }),
);
ofShow.put(
  "/shows/{id}/questions/on-air",
  { summary: "Put a question over the picture from a moment of it on, or none", body: onAirInput },
  ({ app, who: show, body }) => takeOnAir(app, show, body),
);
ofShow.put(
  "/shows/{id}/questions/{questionId}/answer",
  { summary: "Answer a question by voice, in writing or both", params: questionOfShow, body: answerInput },
  ({ app, who: show, params, body }) => answerQuestion(app, show, params.questionId, body),
);
ofShow.get(
  "/shows/{id}/questions/figures",
  { summary: "What a show's questions came to", answer: questionFigures },
  ({ app, who: show }) => readFigures(app, show),
);
ofShow.post(
  "/shows/{id}/claims",
  { summary: "Say what is said and what is true", body: claimInput, answer: claimView, makes: true },
  ({ app, who: show, body }) => stateClaim(app, show, body),
);
ofShow.put(
  "/shows/{id}/claims/{claimId}/pin",
  { summary: "Pin a claim with its truth in the room, or take it from there", params: claimOfShow, body: claimPin },
  ({ app, who: show, params, body }) => pinClaim(app, show, { claimId: params.claimId, ...body }),
);
ofShow.delete(
  "/shows/{id}/claims/{claimId}",
  { summary: "Take a claim and its truth back", params: claimOfShow },
  ({ app, who: show, params }) => withdrawClaim(app, show, params),
);
