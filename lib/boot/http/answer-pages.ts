import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { viewerCookie, viewerOf } from "#lib/accounts/device.ts";
import type { Container } from "#lib/container.ts";
import type { Client } from "#lib/network/clients.ts";
import { createContentPolicy } from "#lib/network/content-policy.ts";
import { askedLocaleHeader, type Locale, localeInAddress } from "#lib/words/locale.ts";

/** Headers by which Next is told what to do: they are ours to set. */
const ours = /^x-middleware-|^x-nonce$|^next-action$|^x-asked-locale$|^content-security-policy(?:-report-only)?$/;

/** Puts what a page needs around Next: its policy and nonce, its cookie, and the truth about who asks and how. */
export function answerPages(
  pages: (request: IncomingMessage, response: ServerResponse) => unknown,
  { env, clients }: Pick<Container, "env" | "clients">,
  { dev = false }: { dev?: boolean } = {},
): RequestListener {
  const secure = env.PUBLIC_URL.startsWith("https:");
  const policy = createContentPolicy(env, { dev });

  return (request, response) => {
    const client = clients.of(request);
    const { headers } = request;
    for (const name of Object.keys(headers)) if (ours.test(name)) delete headers[name];
    tellTruth(headers, client);
    if (!request.url?.startsWith("/_next/static/")) {
      const asked = askedIn(request);
      if (asked) headers[askedLocaleHeader] = asked;
      const nonce = randomBytes(16).toString("base64");
      headers["content-security-policy"] = policy({ nonce, host: client.host, path: request.url });
      response.setHeader("content-security-policy", headers["content-security-policy"]);
      response.setHeader("referrer-policy", "strict-origin-when-cross-origin");
      response.setHeader("x-frame-options", "SAMEORIGIN");
      // Browsers heed it where the address can be trusted, and complain elsewhere.
      if (secure || /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(client.host ?? "")) {
        response.setHeader("cross-origin-opener-policy", "same-origin");
      }
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

/** Every browser gets a name; and a reader who comes by an address in one language stays in it. */
function cookiesFor(
  { cookie }: IncomingMessage["headers"],
  { asked, secure }: { asked: Locale | null; secure: boolean },
) {
  const cookies: string[] = [];
  if (viewerOf(cookie) === null) cookies.push(viewerCookie(randomBytes(16).toString("base64url"), { secure }));
  if (asked) cookies.push(`locale=${asked}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? "; Secure" : ""}`);
  return cookies;
}

function isDocument({ accept }: IncomingMessage["headers"]): boolean {
  return accept?.includes("text/html") ?? false;
}
