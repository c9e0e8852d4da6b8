import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Access } from "#lib/api/api.ts";
import type { Uses } from "#lib/container.ts";

const methods = ["get", "post", "put", "patch", "delete"] as const;
/** Routes that answer anybody, but know those who are signed in. */
const forAnyone: Access = "anyone";

const description = [
  "Money is integer minor units of the currency beside it; times are ISO 8601 UTC; days have no zone.",
  "Refusals are problem+json (RFC 9457) with a stable `code`, a sentence for people, and where it applies the `field` at fault and",
  "`retryAfter` in seconds. A request that is refused writes nothing. A 5XX with `retryAfter` is an overload: the same request may succeed then.",
].join(" ");

/** The document of every route, in OpenAPI 3.1: what each route says of itself, and what all share. */
export function writeDocument(
  { env, sessions }: Uses<"env" | "sessions">,
  routes: Pick<OpenAPIHono, "getOpenAPI31Document">,
): unknown {
  const document = routes.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Launchroom",
      version: "1",
      description,
      license: { name: "AGPL-3.0", url: "https://www.gnu.org/licenses/agpl-3.0.html" },
    },
    servers: [{ url: env.PUBLIC_URL, description: "This shop" }],
  });
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item[method];
      if (!operation) continue;
      operation.operationId = nameOf(method, path);
      operation.security = operation["x-access"] === forAnyone ? [{}, { session: [] }] : [{ session: [] }];
      for (const tag of operation.tags ?? []) tags.add(tag);
    }
  }
  document.tags = [...tags].toSorted().map((name) => ({ name, description: `All about ${name.toLowerCase()}` }));
  document.components = {
    ...document.components,
    securitySchemes: {
      session: {
        type: "apiKey",
        in: "cookie",
        name: sessions.cookieName,
        description: "The cookie that signing in sets. Writes are taken from pages of this shop's own origin only.",
      },
    },
  };
  return document;
}

/** What a generator calls the route: getShowsByIdPins of GET /api/shows/{id}/pins. It changes only when the address does. */
function nameOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api/, "")
    .split(/[^A-Za-z0-9{}]+/)
    .filter(Boolean)
    .map((word) => (word.startsWith("{") ? `By${capital(word.slice(1, -1))}` : capital(word)));
  return `${method}${words.join("")}`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
