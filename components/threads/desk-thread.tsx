import { useTranslations } from "next-intl";
import { ActButton } from "#components/forms/act-button.tsx";
import { WhoMay } from "#components/forms/may-scope.tsx";
import type { LetterPage } from "#lib/threads/schema.ts";
import { LetterList } from "./letter-list.tsx";
import { WriteLetter } from "./write-letter.tsx";

type DeskThreadProps = { orderId: string; letters: LetterPage; isWaiting: boolean };

/** What was written about an order as the desk sees it, and the answer. */
export function DeskThread({ orderId, letters, isWaiting }: DeskThreadProps) {
  const t = useTranslations("threads.desk");
  return (
    <div className="grid max-w-xl gap-4 border-ink border-t pt-3">
      {letters.letters.length === 0 && <p className="text-sm text-soft">{t("none")}</p>}
      <LetterList orderId={orderId} linkKey={null} newest={letters} side="shop" />
      <WhoMay what="operate">
        <WriteLetter
          path={`/api/ops/preorders/${orderId}/letters`}
          words={{ field: t("field"), hint: t("hint"), wrong: t("empty"), submit: t("submit"), done: t("sent") }}
        />
      </WhoMay>
      {isWaiting && (
        <p>
          <ActButton path={`/api/ops/preorders/${orderId}/settled`} label={t("settle")} done={t("settled")} />
        </p>
      )}
    </div>
  );
}
