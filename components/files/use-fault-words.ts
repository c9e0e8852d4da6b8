import { useMessages, useTranslations } from "next-intl";
import type { FileFault } from "#lib/files/schema.ts";
import type words from "#lib/words/en/fileFaults.json";

/** What a fault in a file means, in the reader's language; in English where the code is new to this page. */
export function useFaultWords(): (fault: FileFault) => string {
  const t = useTranslations("fileFaults");
  const known = useMessages().fileFaults;
  const isKnown = (code: string): code is keyof typeof words => known !== undefined && code in known;
  return ({ code, values, message }) => (isKnown(code) ? t(code, values) : message);
}
