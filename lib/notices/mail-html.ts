import type { Mail, Row } from "#lib/notices/mail.ts";
import { mailColours, mailFont } from "#lib/notices/mail-look.ts";
import type { Say } from "#lib/notices/say.ts";

const { light, dark } = mailColours;

/** What the logo that travels with a mail is called in it. */
export const logoId = "logo";

type Letterhead = {
  shop: string;
  footer: string;
  logo?: { width: number; height: number } | null;
  /** The shop's accent, light and dark; null for the product's own. */
  signal?: [string, string] | null;
};

/** One column, hairlines, one button; nothing is loaded from anywhere. Everything that people wrote is escaped here. */
export function mailHtml(mail: Mail, { locale }: Say, head: Letterhead): string {
  const { footer, signal } = head;
  const { subject, preview, heading, paragraphs, rows, action, notes } = mail;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${darkRules(signal?.[1] ?? dark.signal)}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:${light.paper};color:${light.ink};font-family:${mailFont};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 20px 48px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;text-align:left"><tr><td>
<p class="ink line" style="margin:0 0 32px;padding:0 0 16px;border-bottom:1px solid ${light.ink};font-size:15px;line-height:20px;font-weight:600;letter-spacing:-0.02em">${letterhead(head)}</p>
<h1 class="ink" style="margin:0 0 16px;font-size:28px;line-height:34px;font-weight:600;letter-spacing:-0.03em;color:${light.ink}">${escapeHtml(heading)}</h1>
${paragraphs.map(paragraph).join("\n")}
${rows.length > 0 ? table(rows) : ""}
${action ? button(action) : ""}
${notes.map(note).join("\n")}
<p class="faint rule" style="margin:40px 0 0;padding:16px 0 0;border-top:1px solid ${light.rule};font-size:12px;line-height:18px;color:${light.faint}">${escapeHtml(footer)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function letterhead({ shop, logo, signal }: Letterhead): string {
  if (logo)
    return `<img src="cid:${logoId}" alt="${escapeHtml(shop)}" width="${logo.width}" height="${logo.height}" style="display:block;border:0">`;
  return `<span class="signal" style="color:${signal?.[0] ?? light.signal}">&#9679;</span>&nbsp; ${escapeHtml(shop)}`;
}

const darkRules = (signal: string) => `@media (prefers-color-scheme: dark) {
.ground { background: ${dark.paper} !important; color: ${dark.ink} !important; }
.ink { color: ${dark.ink} !important; }
.soft { color: ${dark.soft} !important; }
.faint { color: ${dark.faint} !important; }
.signal { color: ${signal} !important; }
.line { border-color: ${dark.ink} !important; }
.rule { border-color: ${dark.rule} !important; }
.button { background: ${dark.ink} !important; color: ${dark.paper} !important; }
}`;

function paragraph(text: string): string {
  return `<p class="ink" style="margin:0 0 16px;font-size:16px;line-height:24px;color:${light.ink}">${escapeHtml(text)}</p>`;
}

function note(text: string): string {
  return `<p class="soft" style="margin:0 0 12px;font-size:14px;line-height:20px;color:${light.soft}">${escapeHtml(text)}</p>`;
}

function table(rows: Row[]): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:16px 0 8px;border-collapse:collapse">
${rows.map(row).join("\n")}
</table>`;
}

function row({ name, value, strong = false }: Row): string {
  const cell = `padding:10px 0;border-bottom:1px solid ${light.rule};font-size:15px;line-height:20px;vertical-align:top`;
  const weight = strong ? "font-weight:600;" : "";
  return `<tr><td class="soft rule" style="${cell};color:${light.soft};padding-right:16px">${escapeHtml(name)}</td>
<td class="ink rule" align="right" style="${cell};${weight}color:${light.ink};font-variant-numeric:tabular-nums">${escapeHtml(value)}</td></tr>`;
}

function button({ label, href }: NonNullable<Mail["action"]>): string {
  return `<p style="margin:28px 0 32px"><a class="button" href="${escapeHtml(href)}" style="display:inline-block;padding:13px 24px;border-radius:4px;background:${light.ink};color:${light.paper};font-size:16px;line-height:22px;font-weight:500;text-decoration:none">${escapeHtml(label)}</a></p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
