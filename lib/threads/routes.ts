import { actorOf, clientOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { listThreads, readLetters } from "#lib/threads/queries.ts";
import { answerInput, letterInput, letterPage, letterQuery, threadPage, threadQuery } from "#lib/threads/schema.ts";
import { answerLetter, settleThread, writeLetter } from "#lib/threads/write-letter.ts";

const { routes, route } = openRoutes("Threads");
export const threadRoutes = routes;

/** Whoever has the order, or the link of its mails: the use case looks. */
const buying = route.guardedBy("buyer-of-order", (c) => actorOf(c));

buying.get(
  "/preorders/{id}/letters",
  { summary: "What was written about a pre-order, newest first", query: letterQuery, answer: letterPage },
  ({ app, who, id, query }) => readLetters(app, who, id, query),
);
buying.post(
  "/preorders/{id}/letters",
  { summary: "Write to the shop about my pre-order", body: letterInput, makes: true },
  ({ app, who, id, body, c }) => writeLetter(app, { actor: who, client: clientOf(c) }, id, body),
);
route.moneyReader.get(
  "/ops/threads",
  { summary: "What buyers wrote, that which waits for an answer first", query: threadQuery, answer: threadPage },
  ({ app, who, query }) => listThreads(app, who, query),
);
route.operator.post(
  "/ops/preorders/{id}/letters",
  { summary: "Answer a buyer, by mail and on the order's page", body: answerInput, makes: true, limit: "writes" },
  ({ app, who, id, body }) => answerLetter(app, who, id, body.body),
);
route.operator.post(
  "/ops/preorders/{id}/settled",
  { summary: "Take a thread off the list, where no answer is needed", limit: "writes" },
  ({ app, who, id }) => settleThread(app, who, id),
);
