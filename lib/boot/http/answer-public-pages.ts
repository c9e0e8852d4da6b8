import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { isDocument } from "#lib/boot/http/answer-pages.ts";
import { type CachedPage, PageCache } from "#lib/boot/http/page-cache.ts";
import { createPageHeaders } from "#lib/boot/http/page-headers.ts";
import { sendPrecompressed } from "#lib/boot/http/precompressed.ts";
import { type PublicPage, pageVary, publicPageOf } from "#lib/boot/http/public-page.ts";
import type { PageHandler } from "#lib/boot/http/render-apart.ts";
import { renderPublicPage } from "#lib/boot/http/render-public-page.ts";
import type { Container } from "#lib/container.ts";
import { log } from "#lib/log.ts";
import { localeCookie } from "#lib/words/locale.ts";

/** A second, as in our own memory, and one more while the next copy is fetched; a browser asks each time whether it changed. */
const forEverybody = "public, max-age=0, s-maxage=1, stale-while-revalidate=1";
const forOne = "private, no-cache";

/**
 * Answers public pages from memory. `answer` is false when the request is for no such page; `otherwise` answers what turns out
 * not to be shareable.
 */
export function createPublicPages(pages: PageHandler, { env, clients }: Pick<Container, "env" | "clients">) {
  const { host: ownHost, protocol } = new URL(env.PUBLIC_URL);
  const secure = protocol === "https:";
  const cache = new PageCache((page) => renderPublicPage(pages, page, ownHost));
  const pageHeaders = createPageHeaders(env, { dev: false });

  return { answer, figures: () => cache.figures };

  function answer(request: IncomingMessage, response: ServerResponse, otherwise: () => void): boolean {
    const page = publicPageOf(request);
    if (!page) return false;
    const found = cache.find(page);
    if ("body" in found) send(request, response, { page, found });
    else void sendWhenMade(request, response, { page, found, otherwise });
    return true;
  }

  async function sendWhenMade(
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
    if (made) send(request, response, { page, found: made });
    else otherwise();
  }

  function send(request: IncomingMessage, response: ServerResponse, { page, found }: Found) {
    const headers = headersOf(found, page, clients.of(request).host);
    if (page.asked && isDocument(request.headers)) {
      headers["set-cookie"] = localeCookie(page.asked, { secure });
      headers["cache-control"] = forOne;
    }
    sendPrecompressed(request, response, found.body, { status: found.status, headers });
  }

  /** The same for everybody who calls the shop by the same name, so they are put together once. */
  function headersOf(found: CachedPage, page: PublicPage, host = ""): OutgoingHttpHeaders {
    const known = found.headersByHost.get(host);
    if (known) return { ...known };
    // Under another name than its own the shop is one visitor's matter: no cache in between takes over what they call it.
    const isShared = !page.flight && found.status === 200 && host === ownHost;
    const made = {
      ...found.headers,
      ...pageHeaders({ path: page.url, host, scripts: found.scripts }),
      vary: pageVary,
      "cache-control": isShared ? forEverybody : forOne,
    };
    if (found.headersByHost.size < mostHosts) found.headersByHost.set(host, made);
    return { ...made };
  }
}

const mostHosts = 8;
type Found = { page: PublicPage; found: CachedPage };
