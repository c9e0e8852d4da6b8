import { useLocale } from "next-intl";
import type { LiveDrop } from "#lib/live/contract.ts";
import { textIn } from "#lib/texts/view.ts";

/** A drop's title in the reader's language: a frame carries all of them. */
export function useDropTitle(): (drop: Pick<LiveDrop, "title" | "texts">) => string {
  const locale = useLocale();
  return ({ title, texts }) => textIn(texts, locale, "title", title);
}
