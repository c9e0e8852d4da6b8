import { chooseLocale, type Locale } from "#lib/words/locale.ts";

export type Reader = { locale: Locale; timeZone: string };

/** How whoever sends these headers reads: the cookies `locale` and `zone`, which pages keep, else what the browser accepts. */
export function readerOf(headers: Headers): Reader {
  const cookies = headers.get("cookie") ?? "";
  const zone = decode(cookieOf(cookies, "zone") ?? "");
  return {
    locale: chooseLocale({ cookie: cookieOf(cookies, "locale"), accepted: headers.get("accept-language") }),
    timeZone: isTimeZone(zone) ? zone : "UTC",
  };
}

export function isTimeZone(name: string): boolean {
  try {
    return name.length <= 64 && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

function cookieOf(cookies: string, name: string): string | undefined {
  return cookies
    .split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
