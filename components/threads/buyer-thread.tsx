import { useTranslations } from "next-intl";
import type { LetterPage } from "#lib/threads/schema.ts";
import { LetterList } from "./letter-list.tsx";
import { WriteLetter } from "./write-letter.tsx";

type BuyerThreadProps = { orderId: string; linkKey: string | null; letters: LetterPage };

/** What a buyer asked about an order, what the shop answered, and room for more. */
export function BuyerThread({ orderId, linkKey, letters }: BuyerThreadProps) {
  const t = useTranslations("threads");
  return (
    <>
      {letters.letters.length === 0 && <p className="text-soft">{t("lead")}</p>}
      <LetterList {...{ orderId, linkKey }} newest={letters} side="buyer" />
      <WriteLetter
        path={`/api/preorders/${orderId}/letters`}
        linkKey={linkKey}
        words={{ field: t("field"), hint: t("hint"), wrong: t("empty"), submit: t("submit"), done: t("sent") }}
      />
    </>
  );
}
