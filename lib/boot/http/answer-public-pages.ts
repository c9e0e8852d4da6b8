import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { isDocument } from "#lib/boot/http/answer-pages.ts";
import type { FirstStyles } from "#lib/boot/http/first-styles.ts";
import { type CachedPage, PageCache, type PageCacheFigures } from "#lib/boot/http/page-cache.ts";
import { createPageHeaders, keepToTls } from "#lib/boot/http/page-headers.ts";
import { sendPrecompressed, variantFor } from "#lib/boot/http/precompressed.ts";
import { type PublicPage, pageVary, publicPageOf } from "#lib/boot/http/public-page.ts";
import type { PageHandler } from "#lib/boot/http/render-apart.ts";
import { renderPublicPage } from "#lib/boot/http/render-public-page.ts";
import type { Container } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import type { Clients } from "#lib/network/clients.ts";
import { localeCookie } from "#lib/words/locale.ts";

/** A second, as in our own memory, and one more while the next copy is fetched; a browser asks each time whether it changed. */
const forEverybody = "public, max-age=0, s-maxage=1, stale-while-revalidate=1";
const forOne = "private, no-cache";

const mostReady = 16;

/** Answers public pages from memory, or as they are rendered for all who ask meanwhile. */
export class PublicPages {
  readonly #clients: Clients;
  readonly #cache: PageCache;
  readonly #headersFor: ReturnType<typeof createPageHeaders>;
  readonly #ownHost: string;
  readonly #secure: boolean;

  constructor(pages: PageHandler, styles: FirstStyles, { env, clients }: Pick<Container, "env" | "clients">) {
    const { host, protocol } = new URL(env.PUBLIC_URL);
    this.#clients = clients;
    this.#ownHost = host;
    this.#secure = protocol === "https:";
    this.#cache = new PageCache((page) => renderPublicPage(pages, page, { host, styles }));
    this.#headersFor = createPageHeaders(env, { dev: false });
  }

  figures(): PageCacheFigures {
    return this.#cache.figures;
  }

  /** The way of a crowd, short: a GET of what is in memory. False for everything else. */
  answerReady(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, headers } = request;
    if (method !== "GET" || headers.rsc !== undefined || headers["if-none-match"] !== undefined) return false;
    const page = publicPageOf(request);
    if (!page || page.asked) return false;
    const kept = this.#cache.ready(page);
    if (!kept) return false;
    const { coding = "plain" } = variantFor(kept.body, headers["accept-encoding"]);
    const host = this.#clients.hostOf(request) ?? "";
    const name = `${coding} ${host}`;
    const ready = kept.readyHeaders.get(name) ?? this.#makeReady(page, kept, { name, coding, host });
    response.writeHead(kept.status, ready).end(kept.body[coding].body);
    return true;
  }

  /** False when the request is for no such page; `otherwise` answers what turns out not to be shareable. */
  answer(request: IncomingMessage, response: ServerResponse, otherwise: () => void): boolean {
    const page = publicPageOf(request);
    if (!page) return false;
    const found = this.#cache.find(page);
    if ("body" in found) this.#send(request, response, { page, found });
    else void this.#sendWhenMade(request, response, { page, found, otherwise });
    return true;
  }

  async #sendWhenMade(
    request: IncomingMessage,
    response: ServerResponse,
    { page, found, otherwise }: { page: PublicPage; found: Promise<CachedPage | null>; otherwise: () => void },
  ) {
    answerInTime(request, response);
    const made = await found.catch((error: unknown) => {
      log.warn({ event: "page_not_cached", err: error, url: page.url }, "a public page could not be rendered apart");
      return null;
    });
    if (response.headersSent || response.destroyed) return;
    if (made) this.#send(request, response, { page, found: made });
    else otherwise();
  }

  #send(request: IncomingMessage, response: ServerResponse, { page, found }: Found) {
    const headers = this.#headersOf(found, page, this.#clients.hostOf(request));
    if (page.asked && isDocument(request.headers)) {
      headers["set-cookie"] = localeCookie(page.asked, { secure: this.#secure });
      headers["cache-control"] = forOne;
    }
    sendPrecompressed(request, response, found.body, { status: found.status, headers });
  }

  #headersOf(found: CachedPage, page: PublicPage, host: string | undefined): OutgoingHttpHeaders {
    // Under another name than its own the shop is one visitor's matter: no cache in between takes over what they call it.
    const isShared = !page.flight && found.status === 200 && host === this.#ownHost;
    return {
      ...found.headers,
      ...this.#headersFor({ path: page.url, host, scripts: found.scripts }),
      vary: pageVary,
      "cache-control": isShared ? forEverybody : forOne,
    };
  }

  /** The same for everybody who calls the shop by the same name, so they are put together once. */
  #makeReady(page: PublicPage, kept: CachedPage, { name, coding, host }: Ready): string[] {
    const { body, tag } = kept.body[coding];
    const headers: OutgoingHttpHeaders = {
      ...this.#headersOf(kept, page, host),
      "x-content-type-options": "nosniff",
      ...(this.#secure ? { "strict-transport-security": keepToTls } : {}),
      ...(coding === "plain" ? {} : { "content-encoding": coding }),
      etag: tag,
      "content-length": body.length,
    };
    const ready = Object.entries(headers).flatMap(([each, value]) =>
      value === undefined ? [] : [each, String(value)],
    );
    if (kept.readyHeaders.size < mostReady) kept.readyHeaders.set(name, ready);
    return ready;
  }
}

type Found = { page: PublicPage; found: CachedPage };
type Ready = { name: string; coding: "plain" | "br" | "gzip"; host: string };
