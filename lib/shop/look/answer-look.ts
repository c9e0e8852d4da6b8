import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import { ConcurrencyLimit } from "#lib/api/concurrency-limit.ts";
import type { Uses } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import { drawIcon } from "#lib/shop/look/draw-icon.ts";
import { iconSizes, lookAddresses, lookSheet } from "#lib/shop/look/look.ts";

const prefix = "/look/";
const forEver = "public, max-age=31536000, immutable";
type Part = { type: string; body: Buffer };

/**
 * Answers /look/{version}/shop.css and its icons: the shop's look laid over the product's own. The version in the address is that of
 * what is answered, or the answer is kept by nobody: a page may be newer or older than what this process knows.
 */
export function lookAnswers({ env, shop }: Uses<"env" | "shop">) {
  const made = new LRUCache<string, Part>({ max: 16 });
  const drawing = new ConcurrencyLimit({ atOnce: 1, timeout: 5000 });

  return function answerLook(request: IncomingMessage, response: ServerResponse): boolean {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (!path.startsWith(prefix)) return false;
    const [, version = "", name = ""] = /^\/look\/([0-9a-f]{12})\/(shop\.css|icon-\d{2,3}\.png)$/.exec(path) ?? [];
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD", "cache-control": "no-store" }).end();
    } else void send(request, response, { version, name });
    return true;
  };

  async function send(
    request: IncomingMessage,
    response: ServerResponse,
    { version, name }: { version: string; name: string },
  ) {
    const found = await find(name).catch((error: unknown) => {
      log.warn({ event: "look_failed", err: error }, "a part of the shop's look could not be made");
      return null;
    });
    if (!found) return void response.writeHead(404, { "cache-control": "no-store" }).end();
    response.writeHead(200, {
      "content-type": found.part.type,
      "content-length": found.part.body.length,
      "cache-control": found.look === version ? forEver : "no-cache",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "cross-origin",
    });
    response.end(request.method === "HEAD" ? undefined : found.part.body);
  }

  async function find(name: string): Promise<{ look: string; part: Part } | null> {
    const { look, logo, accent } = await shop.read();
    const addresses = lookAddresses({ look });
    if (!look || !addresses || name === "") return null;
    const key = `${look} ${name}`;
    const known = made.get(key);
    if (known) return { look, part: known };
    const part = await make();
    if (part) made.set(key, part);
    return part && { look, part };

    async function make(): Promise<Part | null> {
      if (name === "shop.css")
        return {
          type: "text/css; charset=utf-8",
          body: Buffer.from(lookSheet({ logo, accent }, addresses?.icon(64) ?? "")),
        };
      const size = iconSizes.find((each) => name === `icon-${each}.png`);
      if (!size) return null;
      return { type: "image/png", body: await drawing.pass(() => drawIcon(env.DATA_DIR, { logo, accent }, size)) };
    }
  }
}
