import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import compression from "compression";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { apiHeaders } from "#lib/api/headers.ts";
import { createApi } from "#lib/boot/http/create-api.ts";
import { createStandingAnswers } from "#lib/boot/http/standing-answers.ts";
import type { Container } from "#lib/container.ts";

/** The API on node:http: each request brings the app that answers it. */
export function createApiListener(app: Container): RequestListener {
  const api = createApi();
  const answer = getRequestListener((request, { incoming }) => api.fetch(request, { incoming, app }));
  const answerStanding = createStandingAnswers((path, incoming) =>
    api.fetch(new Request(new URL(path, app.env.PUBLIC_URL)), { incoming, app }),
  );
  const compress = compression();
  const ask: RequestListener = (request, response) => {
    answerInTime(request, response);
    for (const [name, value] of Object.entries(apiHeaders)) response.setHeader(name, value);
    if (request.method !== "GET") return void answer(request, response);
    compress(request, response, () => void answer(request, response));
  };
  return (request, response) => {
    if (!answerStanding(request, response, () => ask(request, response))) ask(request, response);
  };
}
