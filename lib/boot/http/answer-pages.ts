import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import { nameBrowser } from "#lib/accounts/device.ts";
import { createPageHeaders } from "#lib/boot/http/page-headers.ts";
import type { PageHandler } from "#lib/boot/http/render-apart.ts";
import type { Container } from "#lib/container.ts";
import type { Client } from "#lib/network/clients.ts";
import { askedLocaleHeader, type Locale, localeCookie, localeInAddress } from "#lib/words/locale.ts";

/** Headers by which Next is told what to do: they are ours to set. */
const ours = /^x-middleware-|^x-nonce$|^next-action$|^x-asked-locale$|^content-security-policy(?:-report-only)?$/;

/** Puts what a page needs around Next: its policy and nonce, its cookie, and the truth about who asks and how. */
export function answerPages(
  pages: PageHandler,
  { env, clients }: Pick<Container, "env" | "clients">,
  { dev = false }: { dev?: boolean } = {},
): RequestListener {
  const secure = env.PUBLIC_URL.startsWith("https:");
  const pageHeaders = createPageHeaders(env, { dev });

  return (request, response) => {
    const client = clients.of(request);
    const { headers } = request;
    for (const name of Object.keys(headers)) if (ours.test(name)) delete headers[name];
    tellTruth(headers, client);
    if (!request.url?.startsWith("/_next/static/")) {
      const asked = askedIn(request);
      if (asked) headers[askedLocaleHeader] = asked;
      const nonce = randomBytes(16).toString("base64");
      const own = pageHeaders({ scripts: `'nonce-${nonce}'`, host: client.host, path: request.url });
      for (const [name, value] of Object.entries(own)) if (value !== undefined) response.setHeader(name, value);
      headers["content-security-policy"] = String(own["content-security-policy"]);
      const cookies = isDocument(headers) ? cookiesFor(headers, { asked, secure }) : [];
      if (cookies.length > 0) response.setHeader("set-cookie", cookies);
    }
    void pages(request, response);
  };
}

/** Next believes these whoever sent them; here they say what we know. */
function tellTruth(headers: IncomingMessage["headers"], { address, protocol, host }: Client) {
  for (const name of Object.keys(headers)) if (/^x-forwarded-|^forwarded$|^x-real-ip$/.test(name)) delete headers[name];
  headers["x-forwarded-for"] = address;
  headers["x-forwarded-proto"] = protocol;
  if (host === undefined) return;
  headers["x-forwarded-host"] = host;
  headers.host = host;
}

/** What a page fetches afterwards follows the reader's cookie, which its document has set and the reader may have changed since. */
function askedIn({ url = "", headers }: IncomingMessage): Locale | null {
  return headers.rsc === undefined ? localeInAddress(url) : null;
}

/** Every browser gets an id; and a reader who comes by an address in one language stays in it. */
function cookiesFor(
  { cookie }: IncomingMessage["headers"],
  { asked, secure }: { asked: Locale | null; secure: boolean },
) {
  const cookies: string[] = [];
  const named = nameBrowser(cookie, { secure });
  if (named) cookies.push(named.setCookie);
  if (asked) cookies.push(localeCookie(asked, { secure }));
  return cookies;
}

export function isDocument({ accept }: IncomingMessage["headers"]): boolean {
  return accept?.includes("text/html") ?? false;
}
