import { keepPreference } from "./preference-cookie.ts";

/** The reader's language, for the pages and for the mails to whoever is signed in. */
export function keepLocale(locale: string): void {
  keepPreference("locale", locale);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  fetch("/api/me/reader", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ locale, timeZone }),
    keepalive: true,
  }).catch(() => undefined);
}
