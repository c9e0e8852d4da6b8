import compile from "icu-minify/compile";
import { withShopName, messages as written } from "./messages.ts";

/** Each sentence as its parser leaves it; written out and read again, since only plain objects may be sent to browsers. */
function parsed<Words>(words: Words): Words {
  const plain = (sentence: string) => JSON.parse(JSON.stringify(compile(sentence)));
  return JSON.parse(JSON.stringify(words), (_, value: unknown) => (typeof value === "string" ? plain(value) : value));
}

/**
 * What stands in place of messages.ts in the bundles of pages (next.config.ts): parsed here once, so that no browser brings the
 * parser, ten kilobytes of every page.
 */
export const messages: typeof written = { en: parsed(written.en), "zh-CN": parsed(written["zh-CN"]) };

export function messagesOf(locale: keyof typeof written, shopName: string): (typeof written)["en"] {
  return withShopName(messages[locale], shopName);
}
