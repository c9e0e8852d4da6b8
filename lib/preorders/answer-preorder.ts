import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { apiHeaders } from "#lib/api/headers.ts";
import { problemOf } from "#lib/api/problem.ts";
import type { Uses } from "#lib/container.ts";
import { isOwnOrigin } from "#lib/live/origin.ts";
import { admitOrder } from "#lib/preorders/admit-order.ts";
import { type PreorderInput, preorderInput } from "#lib/preorders/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const maxBytes = 4096;

/**
 * Answers the usual pre-order on node:http itself, because in a stampede a framework costs more than the order. It has no
 * rules of its own: whatever is unusual about a request (its kind, its origin, a body that does not fit) goes on to the API,
 * with the body that was read here, and is answered there.
 */
export function answerPreorder(
  app: Uses<"challenges" | "clients" | "engine" | "env" | "limits" | "sessions">,
  api: RequestListener,
): RequestListener {
  const { env, sessions, clients } = app;
  return (request, response) => {
    if (!isUsual(request, env.PUBLIC_URL)) return api(request, response);
    let body: Buffer = Buffer.alloc(0);
    request.on("data", (chunk: Buffer) => {
      body = body.length === 0 ? chunk : Buffer.concat([body, chunk]);
    });
    request.on("end", () => {
      const input = readInput(body);
      if (input) void answer(request, response, input);
      else api(Object.assign(request, { rawBody: body }), response);
    });
  };

  async function answer(request: IncomingMessage, response: ServerResponse, input: PreorderInput) {
    const { headers } = request;
    try {
      const actor = sessions.known(headers.cookie) ?? (await find(request, response));
      const { network: address } = clients.of(request);
      const asking = { actor, key: headers["idempotency-key"], address, cookies: headers.cookie };
      const taken = admitOrder(app, asking, input);
      if (taken instanceof Refusal) sayNo(response, taken);
      else send(response, 201, { "content-type": "application/json" }, JSON.stringify(await taken));
    } catch (error) {
      sayNo(response, error);
    }
  }

  /** The lane bounds its own wait; a look-up before it needs the bound of every other request. */
  function find(request: IncomingMessage, response: ServerResponse) {
    answerInTime(request, response);
    return sessions.find(request.headers.cookie);
  }
}

function isUsual({ method, url, headers }: IncomingMessage, publicUrl: string): boolean {
  return (
    method === "POST" &&
    url === "/api/preorders" &&
    headers["content-type"] === "application/json" &&
    Number(headers["content-length"]) <= maxBytes &&
    isOwnOrigin(headers, publicUrl) !== false
  );
}

function readInput(body: Buffer): PreorderInput | undefined {
  try {
    return preorderInput.safeParse(JSON.parse(body.toString())).data;
  } catch {
    return undefined;
  }
}

function sayNo(response: ServerResponse, reason: unknown) {
  const { status, headers, text } = problemOf(reason);
  send(response, status, headers, text);
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, text: string) {
  response.writeHead(status, { ...apiHeaders, ...headers, "content-length": Buffer.byteLength(text) }).end(text);
}
