import { randomBytes } from "node:crypto";
import type { FirstStyles } from "#lib/boot/http/first-styles.ts";
import { hashInlineScripts } from "#lib/boot/http/inline-scripts.ts";
import type { FreshPage } from "#lib/boot/http/page-cache.ts";
import { headersFor, type PublicPage } from "#lib/boot/http/public-page.ts";
import { type PageHandler, renderApart } from "#lib/boot/http/render-apart.ts";

/** As long as any request waits for its answer. */
const withinMs = 8000;

/** A public page as Next makes it for nobody in particular, its scripts named by what they are in place of a nonce. */
export async function renderPublicPage(
  pages: PageHandler,
  page: PublicPage,
  { host, styles }: { host: string; styles: FirstStyles },
): Promise<FreshPage> {
  const { url, flight } = page;
  const headers = headersFor(page, host);
  if (flight) return { ...(await renderApart(pages, { url, headers, withinMs })), scripts: "" };
  const nonce = randomBytes(16).toString("base64url");
  headers["content-security-policy"] = `script-src 'nonce-${nonce}'`;
  const rendered = await renderApart(pages, { url, headers, withinMs });
  if (!String(rendered.headers["content-type"]).startsWith("text/html")) return { ...rendered, scripts: "" };
  const { html, hashes } = hashInlineScripts(rendered.body.toString(), nonce);
  const { link } = rendered.headers;
  if (link !== undefined) rendered.headers.link = String(link).replaceAll(`; nonce="${nonce}"`, "");
  return { ...rendered, body: Buffer.from(await styles.write(html)), scripts: hashes };
}
