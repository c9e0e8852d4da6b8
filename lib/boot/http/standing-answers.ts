import type { IncomingMessage, ServerResponse } from "node:http";
import { apiHeaders } from "#lib/api/headers.ts";
import { type Precompressed, precompress, sendPrecompressed } from "#lib/boot/http/precompressed.ts";

type Standing = { body: Precompressed; headers: Record<string, string> };

/** The API's own description and the page that shows it. */
const standing = /^\/api\/(?:openapi\.json|docs(?:\/(?:open\.js|swagger-ui\.css|swagger-ui-bundle\.js))?)$/;

/**
 * What the API answers alike for the life of the process: asked of it once, compressed once, and sent from memory. False for
 * everything else.
 */
export function createStandingAnswers(ask: (path: string, incoming: IncomingMessage) => Response | Promise<Response>) {
  const kept = new Map<string, Promise<Standing | null>>();

  return function answerStanding(request: IncomingMessage, response: ServerResponse, otherwise: () => void): boolean {
    const { url = "", method } = request;
    if ((method !== "GET" && method !== "HEAD") || !standing.test(url)) return false;
    const found = kept.get(url) ?? make(url, request);
    kept.set(url, found);
    void found.then((answer) => {
      if (answer) return sendPrecompressed(request, response, answer.body, { headers: answer.headers });
      kept.delete(url);
      otherwise();
    });
    return true;
  };

  async function make(path: string, incoming: IncomingMessage): Promise<Standing | null> {
    try {
      const answer = await ask(path, incoming);
      if (answer.status !== 200) return null;
      const headers = {
        ...apiHeaders,
        ...Object.fromEntries(answer.headers),
        vary: "Accept-Encoding",
        // Kept by browsers, and asked for again each time, which costs a 304.
        "cache-control": "public, no-cache",
      };
      return { body: await precompress(Buffer.from(await answer.arrayBuffer()), { effort: "best" }), headers };
    } catch {
      return null;
    }
  }
}
