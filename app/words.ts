import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { chooseLocale } from "#lib/words/locale.ts";
import { messages } from "#lib/words/messages.ts";
import { askedLocale } from "./asked-locale.ts";

export default getRequestConfig(async ({ locale: asked }) => {
  const cookie = (await cookies()).get("locale")?.value;
  const accepted = (await headers()).get("accept-language");
  const locale = chooseLocale({ cookie: asked ?? (await askedLocale()) ?? cookie, accepted });
  return { locale, messages: messages[locale], timeZone: "UTC" };
});
