import { english } from "./en.ts";
import type { Locale } from "./locale.ts";
import { chinese } from "./zh-cn.ts";

type Messages = typeof english;

/** Every word of the product. A new namespace is a JSON file per locale, named in en.ts and zh-cn.ts. */
export const messages: Record<Locale, Messages> = { en: english, "zh-CN": chinese };

/** The words of one language in a shop of this name. */
export function messagesOf(locale: Locale, shopName: string): Messages {
  const words = messages[locale];
  return { ...words, common: { ...words.common, siteName: shopName } };
}

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
