import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import compression from "compression";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { apiHeaders } from "#lib/api/headers.ts";
import { createApi } from "#lib/boot/http/create-api.ts";
import type { Container } from "#lib/container.ts";

/** The API on node:http: each request brings the app that answers it. */
export function createApiListener(app: Container): RequestListener {
  const api = createApi();
  const answer = getRequestListener((request, { incoming }) => api.fetch(request, { incoming, app }));
  const compress = compression();
  return (request, response) => {
    answerInTime(request, response);
    for (const [name, value] of Object.entries(apiHeaders)) response.setHeader(name, value);
    if (request.method !== "GET") return void answer(request, response);
    compress(request, response, () => void answer(request, response));
  };
}
