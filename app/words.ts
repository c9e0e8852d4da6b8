import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { container } from "#lib/container.ts";
import { chooseLocale } from "#lib/words/locale.ts";
import { messagesOf } from "#lib/words/messages.ts";
import { askedLocale } from "./asked-locale.ts";

export default getRequestConfig(async ({ locale: asked }) => {
  const cookie = (await cookies()).get("locale")?.value;
  const accepted = (await headers()).get("accept-language");
  const wanted = chooseLocale({ cookie: asked ?? (await askedLocale()) ?? cookie, accepted });
  const { name, languages } = await container().shop.read();
  const locale = languages.includes(wanted) ? wanted : (languages[0] ?? wanted);
  return { locale, messages: messagesOf(locale, name), timeZone: "UTC" };
});
