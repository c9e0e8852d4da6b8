import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { locales } from "#lib/words/locale.ts";
import { messages } from "#lib/words/messages.ts";

const read = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8").trim();
const [style, script] = [read("page.css"), read("page.js")];

/** One file in both languages that needs nothing but itself and says the shop's name; it chooses the reader's language in the browser. */
export function drawOfflinePage(name: string, accent: string | null = null): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escapeText(messages.en.offline.title)}</title>
<style>${styleWith(accent)}</style>
</head>
<body>
<header><svg viewBox="0 0 32 32" aria-hidden="true"><path d="M3 3h6v20h20v6H3z"/><circle cx="21.5" cy="10.5" r="7.5"/></svg>${escapeText(name)}</header>
${locales.map((locale) => mainIn(locale, name)).join("\n")}
<script>${script}</script>
</body>
</html>
`;
}

/** It runs and wears only what stands in it, and asks only this server whether it is back. */
export function offlinePolicy(accent: string | null = null): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(styleWith(accent))}`,
    `script-src ${hashOf(script)}`,
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}

const styleWith = (accent: string | null) => (accent ? `${style}\n:root { --signal: ${accent} }` : style);

function mainIn(locale: (typeof locales)[number], name: string): string {
  const { offline, common } = messages[locale];
  const title = escapeText(`${offline.title} · ${name}`);
  return `<main lang="${locale}" data-title="${title}" data-still="${escapeText(offline.still)}"${locale === "en" ? "" : " hidden"}>
<h1>${escapeText(offline.title)}</h1>
<p class="lead">${escapeText(offline.lead)}</p>
<ul>${[offline.orders, offline.unanswered, offline.deadlines].map((text) => `<li>${escapeText(text)}</li>`).join("")}</ul>
<div class="act"><button type="button">${escapeText(common.retry)}</button><span role="status"></span></div>
<p class="lead">${escapeText(offline.back)}</p>
</main>`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
