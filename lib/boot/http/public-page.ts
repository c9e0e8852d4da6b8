import type { IncomingMessage } from "node:http";
import { LRUCache } from "lru-cache";
import { digitsOf } from "#lib/currencies.ts";
import { chooseCurrency } from "#lib/words/currency.ts";
import { askedLocaleHeader, chooseLocale, type Locale, localeInAddress } from "#lib/words/locale.ts";

/** One page as everybody reads it who prefers the same, and the key that it is kept under. */
export type PublicPage = {
  key: string;
  url: string;
  /** Language, theme and currency, as cookies say them. */
  preferences: string;
  /** The language that its address asks for. */
  asked: Locale | null;
  /** What Next's router says, where it asks in place of a document. */
  flight: Record<string, string> | null;
};

type Reader = { locale: Locale; currency: string | null };

/** Pages that show everybody the same; whoever adds one sees to it that nothing in its query or cookies is a secret. */
const publicPath = /^\/(?:(?:shows|products|collections)\/[a-z0-9-]{1,100}|products|shop|sitemap\.xml|robots\.txt)?$/;
/** The only question that a public page answers differently: where its list goes on. */
const goesOn = /(?:^|&)after=/;
/** Both spellings of its name; whether it is a true one is not for here to say. */
const sessionCookie = "launchroom.session_token";
/** What Next's router asks by, with a bound for each: an answer to one is none to another. */
const flightHeaders = {
  rsc: 1,
  "next-router-state-tree": 4000,
  "next-router-prefetch": 1,
  "next-router-segment-prefetch": 500,
  "next-url": 200,
} as const;
export const pageVary =
  "Accept-Encoding, Accept-Language, Cookie, RSC, Next-Router-State-Tree, Next-Router-Prefetch, Next-Router-Segment-Prefetch";

/** Readers by what their browsers say; the same few sentences come from a whole crowd. */
const readers = new LRUCache<string, Reader>({ max: 5000 });

/** Documents by what they are asked with: a crowd asks for one in a few ways. What is asked in a long way is taken apart each time. */
const documents = new LRUCache<string, { page: PublicPage | null }>({ max: 2000 });
const longestWay = 600;

/** The public page that is asked for; null for a page of somebody's own, for anybody who may be signed in, and for what is no page. */
export function publicPageOf(asked: Pick<IncomingMessage, "url" | "headers">): PublicPage | null {
  const { url = "", headers } = asked;
  const { cookie = "" } = headers;
  if (cookie.includes(sessionCookie)) return null;
  if (headers.rsc !== undefined) return takeApart(asked);
  const way = `${url}\n${headers["accept-language"] ?? ""}\n${cookie}`;
  if (way.length > longestWay) return takeApart(asked);
  const known = documents.get(way);
  if (known) return known.page;
  const page = takeApart(asked);
  documents.set(way, { page });
  return page;
}

function takeApart({ url = "", headers }: Pick<IncomingMessage, "url" | "headers">): PublicPage | null {
  const { cookie = "" } = headers;
  const [path = "", query] = url.split("?", 2);
  if (!publicPath.test(path) || goesOn.test(query ?? "")) return null;
  const isFlight = headers.rsc !== undefined;
  const flight = isFlight ? readFlight(headers) : null;
  if (isFlight && !flight) return null;
  const asked = isFlight ? null : localeInAddress(url);
  const reader = readerOf(cookie, headers["accept-language"] ?? "", asked);
  const theme = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookie)?.[1] ?? "";
  const address = path + (asked ? `?lang=${asked}` : flightQuery(isFlight, query));
  const preferences = `locale=${reader.locale}${theme && `; theme=${theme}`}${reader.currency ? `; currency=${reader.currency}` : ""}`;
  const key = `${address}\n${preferences}${flight ? `\n${JSON.stringify(flight)}` : ""}`;
  return { key, url: address, preferences, asked, flight };
}

/** All that Next is told of who asks. */
export function headersFor({ preferences, asked, flight }: PublicPage, host: string): Record<string, string> {
  return {
    host,
    accept: flight ? "*/*" : "text/html",
    "user-agent": "launchroom",
    cookie: preferences,
    ...(asked ? { [askedLocaleHeader]: asked } : {}),
    ...flight,
  };
}

/** Language and currency as the page would choose them, so that it is drawn once for all who get the same ones. */
function readerOf(cookie: string, accepted: string, asked: Locale | null): Reader {
  const chosen = asked ?? /(?:^|;\s*)locale=([^;]{1,20})/.exec(cookie)?.[1] ?? "";
  const money = /(?:^|;\s*)currency=([A-Z]{3})(?:;|$)/.exec(cookie)?.[1] ?? "";
  const said = `${chosen}\n${money}\n${accepted.slice(0, 200)}`;
  const known = readers.get(said);
  if (known) return known;
  const locale = chooseLocale({ cookie: chosen, accepted });
  const currency = chooseCurrency({ cookie: money, accepted, locale });
  const reader = { locale, currency: currency && digitsOf(currency) !== null ? currency : null };
  readers.set(said, reader);
  return reader;
}

/** Null when one says more than a router of ours would. */
function readFlight(headers: IncomingMessage["headers"]): Record<string, string> | null {
  const said: Record<string, string> = {};
  for (const [name, most] of Object.entries(flightHeaders)) {
    const value = headers[name];
    if (value === undefined) continue;
    if (typeof value !== "string" || value.length > most) return null;
    said[name] = value;
  }
  return said;
}

/** Next's router names in the query what its headers say; every other name in a query changes nothing on these pages. */
function flightQuery(isFlight: boolean, query: string | undefined): string {
  const name = isFlight ? /(?:^|&)_rsc=([\w-]{0,64})(?:&|$)/.exec(query ?? "")?.[1] : undefined;
  return name === undefined ? "" : `?_rsc=${name}`;
}
