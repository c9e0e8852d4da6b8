import { z } from "@hono/zod-openapi";
import { clientOf } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { language } from "#lib/texts/schema.ts";
import { translateLine } from "./translate-line.ts";
import { translateQuestion } from "./translate-question.ts";

const { routes, route } = openRoutes("Chat");
export const translationRoutes = routes;

const lineOfShow = z.object({ id: z.uuid(), lineId: z.uuid() });
const questionOfShow = z.object({ id: z.uuid(), questionId: z.uuid() });
const translation = z.object({ text: z.string(), from: z.string().nullable() });

route.anyone.get(
  "/translation",
  { summary: "Whether lines, questions and answers can be translated", answer: z.object({ isOn: z.boolean() }) },
  async ({ app }) => ({ isOn: app.translator.isOn }),
);
route.anyone.get(
  "/shows/{id}/chat/{lineId}/translation",
  {
    summary: "A line of the chat in another language, and the language it was written in where that is known",
    params: lineOfShow,
    query: z.strictObject({ to: language }),
    answer: translation,
  },
  ({ app, params, query, c }) => {
    app.limits.spend("translationsByAddress", clientOf(c).network);
    return translateLine(app, { showId: params.id, lineId: params.lineId, to: query.to });
  },
);
route.anyone.get(
  "/shows/{id}/questions/{questionId}/translation",
  {
    summary:
      "A question and its answer in another language, and the languages they were written in where those are known",
    params: questionOfShow,
    query: z.strictObject({ to: language }),
    answer: z.object({ body: translation, answer: translation.nullable() }),
  },
  ({ app, params, query, c }) => {
    app.limits.spend("translationsByAddress", clientOf(c).network);
    return translateQuestion(app, { showId: params.id, questionId: params.questionId, to: query.to });
  },
);
