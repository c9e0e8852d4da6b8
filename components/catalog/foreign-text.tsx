import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { ForeignTexts } from "#lib/texts/schema.ts";

/** The language of one text, for those who hear it read and for translators; nothing when it is the page's own. */
export function langOf(foreign: ForeignTexts | undefined, field: string): string | undefined {
  return foreign?.fields.includes(field) ? foreign.language : undefined;
}

/** Says that what stands here was not written in the reader's language. */
export function ForeignBadge({ foreign }: { foreign: ForeignTexts | undefined }) {
  const t = useTranslations("common.texts");
  return foreign ? <Badge title={t("foreignExplained")}>{t(`foreign.${foreign.language}`)}</Badge> : null;
}

/** The same in a line of its own on a card. One that shows a single text of many names it: nothing when that one is in the reader's language. */
export function CardBadge({ foreign, field }: { foreign: ForeignTexts | undefined; field?: string }) {
  const isShown = field === undefined ? foreign : foreign?.fields.includes(field);
  return isShown ? (
    <span>
      <ForeignBadge foreign={foreign} />
    </span>
  ) : null;
}
