import { createTranslator } from "next-intl";
import type { DeliveryWindow } from "#lib/catalog/schema.ts";
import { formatMoney } from "#lib/money.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { chooseLocale, type Locale } from "#lib/words/locale.ts";
import { messages } from "#lib/words/messages.ts";
import { isTimeZone } from "#lib/words/reader.ts";

/** How one reader is written to: in their language, with their time zone named. */
export type Say = {
  locale: Locale;
  t: ReturnType<typeof translator>;
  money: (minor: number, currency: string) => string;
  /** An ISO moment to the minute. */
  moment: (iso: string) => string;
  days: (window: DeliveryWindow) => string;
  /** One calendar day, the same for every reader. */
  day: (date: string) => string;
};

/** An unknown language falls back to English, an unknown zone to UTC. */
export function sayFor({ locale: wanted, timeZone }: { locale: string; timeZone: string }): Say {
  const locale = chooseLocale({ cookie: wanted, accepted: null });
  const format = new Intl.DateTimeFormat(locale, { ...momentStyle, timeZone: isTimeZone(timeZone) ? timeZone : "UTC" });
  return {
    locale,
    t: translator(locale),
    money: (minor, currency) => formatMoney({ minor, currency, locale, style: "short" }),
    moment: (iso) => format.format(new Date(iso)),
    days: (window) => formatWindow(window, locale),
    day: (date) => new Intl.DateTimeFormat(locale, { ...dayStyle, timeZone: "UTC" }).format(new Date(date)),
  };
}

function translator(locale: Locale) {
  return createTranslator({ locale, messages: messages[locale], namespace: "notices", timeZone: "UTC" });
}

const dayStyle = { day: "numeric", month: "long", year: "numeric" } satisfies Intl.DateTimeFormatOptions;

const momentStyle = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
} satisfies Intl.DateTimeFormatOptions;
