import { clientOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { appealSilence } from "./appeal-silence.ts";
import { askForName } from "./ask-for-name.ts";
import { addTerm, removeTerm } from "./edit-terms.ts";
import { liftSilence } from "./lift-silence.ts";
import { listSilences, listTerms, readOwnTalk } from "./queries.ts";
import { readDesk } from "./read-desk.ts";
import { removeLine } from "./remove-line.ts";
import { reportLine } from "./report-line.ts";
import {
  actOfShow,
  appealInput,
  caseInput,
  caseOfShow,
  filterInput,
  holdInput,
  lineOfShow,
  ownTalk,
  removalInput,
  reportDone,
  reportInput,
  shieldInput,
  silenceInput,
  silenceOfMine,
  silenceOfShow,
  silencePage,
  silenceQuery,
  silenceView,
  talkDesk,
  talkSettings,
  termInput,
  termOfShow,
  termPage,
  termQuery,
  termView,
  trialInput,
  trialView,
  whisperInput,
} from "./schema.ts";
import { setFilter } from "./set-filter.ts";
import { setShield } from "./set-shield.ts";
import { setTalkRules } from "./set-talk-rules.ts";
import { settleCase } from "./settle-case.ts";
import { settleHold } from "./settle-hold.ts";
import { silenceAuthor } from "./silence-author.ts";
import { tryLine } from "./try-line.ts";
import { undoAct } from "./undo-act.ts";
import { whisper } from "./whisper.ts";

const { routes, route } = openRoutes("Moderation");
export const moderationRoutes = routes;

route.talkOfShow.put(
  "/shows/{id}/chat/{lineId}/removal",
  { summary: "Take a line back from everybody, or let it stand again", params: lineOfShow, body: removalInput },
  ({ app, who: talk, params, body }) => removeLine(app, talk, { ...params, ...body }),
);
route.talkOfShow.post(
  "/shows/{id}/chat/{lineId}/new-name",
  { summary: "Take the name from whoever wrote a line, until they choose another", params: lineOfShow },
  ({ app, who: talk, params }) => askForName(app, talk, params.lineId),
);
route.talkOfShow.put(
  "/shows/{id}/talk",
  { summary: "Set the rules of the chat: how often, who, what may be named", body: talkSettings },
  ({ app, who: talk, body }) => setTalkRules(app, talk, body),
);
route.talkOfShow.get(
  "/shows/{id}/silences",
  { summary: "Who was silenced here or everywhere, newest first", query: silenceQuery, answer: silencePage },
  ({ app, who: talk, query }) => listSilences(app, talk, query),
);
route.talkOfShow.post(
  "/shows/{id}/silences",
  { summary: "Silence whoever wrote a line", body: silenceInput, answer: silenceView, makes: true },
  ({ app, who: talk, body }) => silenceAuthor(app, talk, body),
);
route.talkOfShow.delete(
  "/shows/{id}/silences/{silenceId}",
  { summary: "Let somebody write again", params: silenceOfShow },
  ({ app, who: talk, params }) => liftSilence(app, talk, params),
);

route.talkOfShow.get(
  "/shows/{id}/talk",
  { summary: "What waits, was reported, whispered and done in a chat, and what its rules did", answer: talkDesk },
  ({ app, who: talk }) => readDesk(app, talk),
);
route.talkOfShow.put(
  "/shows/{id}/talk/filter",
  { summary: "Set what a chat holds back, or what all do that have no filter of their own", body: filterInput },
  ({ app, who: talk, body }) => setFilter(app, talk, body),
);
route.talkOfShow.put(
  "/shows/{id}/talk/shield",
  { summary: "Put the strict rules up at once, or take them down to what stood before", body: shieldInput },
  ({ app, who: talk, body }) => setShield(app, talk, body),
);
route.talkOfShow.post(
  "/shows/{id}/talk/trial",
  { summary: "What a line would meet, and which part of it", body: trialInput, answer: trialView, limit: "writes" },
  ({ app, who: talk, body }) => tryLine(app, talk, body),
);
route.talkOfShow.get(
  "/shows/{id}/terms",
  { summary: "The word lists of a show and of the shop, newest first", query: termQuery, answer: termPage },
  ({ app, who: talk, query }) => listTerms(app, talk, query),
);
route.talkOfShow.post(
  "/shows/{id}/terms",
  { summary: "Add a term to a word list, or change what it does", body: termInput, answer: termView, makes: true },
  ({ app, who: talk, body }) => addTerm(app, talk, body),
);
route.talkOfShow.delete(
  "/shows/{id}/terms/{termId}",
  { summary: "Take a term off its list", params: termOfShow },
  ({ app, who: talk, params }) => removeTerm(app, talk, params),
);
route.talkOfShow.put(
  "/shows/{id}/holds/{lineId}",
  { summary: "Let a line that waits come into the talk, or keep it out", params: lineOfShow, body: holdInput },
  ({ app, who: talk, params, body }) => settleHold(app, talk, { ...params, ...body }),
);
route.talkOfShow.post(
  "/shows/{id}/whispers",
  { summary: "Say something to those alone who keep this chat", body: whisperInput, makes: true, limit: "writes" },
  ({ app, who: talk, body }) => whisper(app, talk, body),
);
route.talkOfShow.put(
  "/shows/{id}/cases/{caseId}",
  { summary: "Answer a report or an appeal", params: caseOfShow, body: caseInput },
  ({ app, who: talk, params, body }) => settleCase(app, talk, { ...params, ...body }),
);
route.talkOfShow.delete(
  "/shows/{id}/acts/{actId}",
  { summary: "Take an act back", params: actOfShow },
  ({ app, who: talk, params }) => undoAct(app, talk, params),
);
route.signedIn.post(
  "/shows/{id}/chat/{lineId}/reports",
  {
    summary: "Say that a line may not stand",
    params: lineOfShow,
    body: reportInput,
    answer: reportDone,
    makes: true,
    limit: "reports",
  },
  ({ app, who: reporter, params, body, c }) => {
    app.limits.spend("reportsByAddress", clientOf(c).network);
    return reportLine(app, reporter, { showId: params.id, lineId: params.lineId, ...body });
  },
);
route.signedIn.get(
  "/me/moderation",
  { summary: "One's own silences, appeals and reports, with their answers", answer: ownTalk },
  ({ app, who: person }) => readOwnTalk(app, person),
);
route.buyer.post(
  "/me/silences/{silenceId}/appeal",
  { summary: "Object to a silence, once", params: silenceOfMine, body: appealInput, makes: true, limit: "reports" },
  ({ app, who: person, params, body }) => appealSilence(app, person, { ...params, ...body }),
);
