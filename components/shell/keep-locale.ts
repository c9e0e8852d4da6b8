import { keepPreference } from "./preference-cookie.ts";

/** The reader's language, for the pages and for the mails to whoever is signed in. */
export function keepLocale(locale: string): void {
  keepPreference("locale", locale);
  dropAskedLocale();
  fetch("/api/me/reader", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ locale }),
    keepalive: true,
  }).catch(() => undefined);
}

/** The address may ask for another language, and would again when the page is loaded anew. */
function dropAskedLocale(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has("lang")) return;
  address.searchParams.delete("lang");
  // Without a state of Next's own, so that its router hears of the new address too.
  history.replaceState(null, "", address);
}
