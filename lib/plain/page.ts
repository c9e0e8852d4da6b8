import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTranslator } from "next-intl";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { formatMoney } from "#lib/money.ts";
import type { RailName } from "#lib/payments/rail.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import type { Refusal } from "#lib/refusal.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { messages } from "#lib/words/messages.ts";
import type { Reader } from "#lib/words/reader.ts";

export type PlainPage = {
  view: ShowView;
  reader: Reader;
  shopName: string;
  /** A key of its own for each form of this page. */
  newKey: () => string;
  /** Where video comes from; empty for this server. */
  mediaUrl: string;
  contact?: string;
  order?: PreorderView | null;
  /** By which the deposit can be paid from here. */
  rails?: RailName[];
  refused?: Refusal;
};

type Words = ReturnType<typeof wordsOf>;

const style = readFileSync(join(import.meta.dirname, "page.css"), "utf8");

/** It runs nothing and sends its forms to this server alone. */
export function plainPolicy(mediaUrl: string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    `media-src 'self'${mediaUrl && ` ${mediaUrl}`}`,
    ...["img-src 'self' data:", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
  ].join("; ");
}

/** A show in HTML that the oldest browser reads: the picture as the browser plays it, the prices, an order by form. */
export function drawPlainPage(page: PlainPage): string {
  const { view, reader, shopName, order, refused } = page;
  const t = wordsOf(reader.locale);
  const products = view.products.filter(({ isArchived }) => !isArchived);
  return `<!doctype html>
<html lang="${reader.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${safe(`${view.title} · ${shopName}`)}</title><style>${style}</style></head>
<body>
<p><a href="/">${safe(shopName)}</a> · <a href="/shows/${safe(view.slug)}">${safe(t("whole"))}</a></p>
<h1>${safe(view.title)}</h1>
${refused ? `<p class="said fault" role="alert">${safe(sentenceOf(refused, reader.locale))}</p>` : ""}
${order ? drawOrder(page, order, t) : ""}
${drawVideo(page, t)}
${products.map((product) => drawProduct(page, product, t)).join("\n")}
</body></html>
`;
}

function drawVideo({ view, mediaUrl }: PlainPage, t: Words): string {
  const { id, status, poster } = view;
  const list = status === "LIVE" ? "native" : status === "ENDED" ? "replay" : null;
  if (!list) return `<p>${safe(t("notOnAir"))}</p>`;
  const still = poster ? ` poster="${safe(poster)}"` : "";
  return `<video controls playsinline preload="none"${still} src="${safe(mediaUrl)}/media/${id}/${list}.m3u8"></video>
<p>${safe(t("videoHint"))}</p>`;
}

function drawProduct(page: PlainPage, product: ProductView, t: Words): string {
  const { name, tagline, image, editions } = product;
  const sold = editions.filter(({ isArchived }) => !isArchived);
  return `<section><h2>${safe(name)}</h2><p>${safe(tagline)}</p>
${image ? `<img src="${safe(image)}" alt="">` : ""}
${sold.map((edition) => drawEdition(page, edition, t)).join("\n")}</section>`;
}

function drawEdition(page: PlainPage, edition: EditionView, t: Words): string {
  const { id, name, depositMinor, refundDays, available, salesOpen, nextWindow } = edition;
  const money = (minor: number) => safe(formatMoney({ minor, currency: edition.currency, locale: page.reader.locale }));
  const facts = [
    t("deposit", { amount: money(depositMinor), days: refundDays }),
    ...(nextWindow ? [t("window", { start: nextWindow.start, end: nextWindow.end })] : []),
  ];
  const head = `<h3>${safe(name)}: ${money(edition.priceMinor)}</h3><p>${facts.join("<br>")}</p>`;
  if (!salesOpen || available < 1) return `${head}<p>${safe(t("notNow"))}</p>`;
  return `${head}<form method="post" action="/api/shows/${page.view.id}/plain">
<input type="hidden" name="act" value="reserve"><input type="hidden" name="editionId" value="${id}">
<input type="hidden" name="key" value="${page.newKey()}">
<label>${safe(t("quantity"))} <input type="number" name="quantity" value="1" min="1" max="${edition.perPersonLimit}" required></label>
<label>${safe(t("contact"))} <input type="email" name="contact" value="${safe(page.contact ?? "")}" autocomplete="email" required></label>
<label>${safe(t("country"))} <input type="text" name="country" maxlength="2" size="4" autocomplete="country"></label>
<label><input type="checkbox" required> <a href="/legal/terms">${safe(t("terms"))}</a></label>
<button type="submit">${t("reserve", { amount: money(edition.priceMinor) })}</button></form>`;
}

function drawOrder({ view, reader, rails = [] }: PlainPage, order: PreorderView, t: Words): string {
  const { id, state, quantity, currency, depositMinor, holdExpiresAt, canPay } = order;
  const amount = safe(formatMoney({ minor: depositMinor, currency, locale: reader.locale }));
  const at = (moment: string) =>
    new Intl.DateTimeFormat(reader.locale, { timeStyle: "short", timeZone: reader.timeZone }).format(new Date(moment));
  const forms = rails.map(
    (rail) => `<form method="post" action="/api/shows/${view.id}/plain"><input type="hidden" name="act" value="pay">
<input type="hidden" name="order" value="${id}"><input type="hidden" name="rail" value="${rail}">
<button type="submit">${safe(t(`pay.${rail}`))} · ${amount}</button></form>`,
  );
  return `<div class="said" role="status"><p>${safe(`${quantity} × ${order.product.name}, ${order.edition.name}`)}</p>
<p>${safe(state === "HELD" && holdExpiresAt ? t("held", { time: at(holdExpiresAt) }) : t("reserved"))}</p>
${state === "HELD" && canPay ? forms.join("\n") : ""}
<p><a href="/preorders/${id}">${safe(t("order"))}</a></p></div>`;
}

function wordsOf(locale: Reader["locale"]) {
  return createTranslator({ locale, messages: messages[locale], namespace: "plain", timeZone: "UTC" });
}

/** The same sentence as everywhere. */
function sentenceOf({ code, field = "", retryAfter = 1 }: Refusal, locale: Reader["locale"]): string {
  const sentences: Record<string, string> = messages[locale].errors;
  const text = sentences[code] ?? sentences.unknown ?? code;
  const facts = { field, retryAfter, minutes: Math.ceil(retryAfter / 60), id: code };
  return createTranslator({ locale, messages: { text }, timeZone: "UTC" })("text", facts);
}

function safe(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
