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

/** The same on a card that shows one text of many: nothing when that one is in the reader's language. */
export function NameBadge({ foreign, field }: { foreign: ForeignTexts | undefined; field: string }) {
  return foreign?.fields.includes(field) ? (
    <span>
      <ForeignBadge foreign={foreign} />
    </span>
  ) : null;
}
