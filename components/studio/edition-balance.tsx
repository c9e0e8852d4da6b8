"use client";

import { useTranslations } from "next-intl";
import { balanceTerms } from "#lib/balances/schema.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import { BalanceFields, readBalance } from "./balance-fields.tsx";
import { EditionPart } from "./edition-part.tsx";

/** The one part that also moves orders that stand: always in favour of the buyer. */
export function EditionBalance({ edition, onDone }: { edition: EditionView; onDone: () => void }) {
  const t = useTranslations("editing.edition");
  return (
    <EditionPart
      editionId={edition.id}
      part="balance"
      schema={balanceTerms}
      read={readBalance}
      label={t("saveBalance")}
      onDone={onDone}
    >
      <p className="text-sm text-soft">{t("balanceAlsoStanding")}</p>
      <BalanceFields initial={edition} />
    </EditionPart>
  );
}
