import { openRoutes } from "#lib/api/route.ts";
import { talkRules } from "#lib/live/contract.ts";
import { liftSilence } from "./lift-silence.ts";
import { listSilences } from "./queries.ts";
import { removeLine } from "./remove-line.ts";
import {
  lineOfShow,
  removalInput,
  silenceInput,
  silenceOfShow,
  silencePage,
  silenceQuery,
  silenceView,
} from "./schema.ts";
import { setTalkRules } from "./set-talk-rules.ts";
import { silenceAuthor } from "./silence-author.ts";

const { routes, route } = openRoutes("Moderation");
export const moderationRoutes = routes;

route.talkOfShow.put(
  "/shows/{id}/chat/{lineId}/removal",
  { summary: "Take a line back from everybody, or let it stand again", params: lineOfShow, body: removalInput },
  ({ app, who: talk, params, body }) => removeLine(app, talk, { lineId: params.lineId, removed: body.removed }),
);
route.talkOfShow.put(
  "/shows/{id}/talk",
  { summary: "Set the rules of the chat: how often, who, and whether addresses may be named", body: talkRules },
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
