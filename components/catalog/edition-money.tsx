"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "#components/ui/money.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { useBuyer } from "./buyer-scope.tsx";
import { priceIn } from "./edition-price.ts";
import { TaxNote } from "./tax-note.tsx";
import { Term } from "./term.tsx";

type EditionMoneyProps = { edition: EditionView; className?: string };

/** What an edition costs in the reader's currency, where it is sold in that. */
export function EditionPrice({ edition, className }: EditionMoneyProps) {
  const { currency, priceMinor } = priceIn(edition, useBuyer().currency);
  return <Money minor={priceMinor} currency={currency} withCode={edition.prices.length > 0} className={className} />;
}

export function EditionTax({ edition }: EditionMoneyProps) {
  return <TaxNote taxBp={priceIn(edition, useBuyer().currency).taxBp} />;
}

export function EditionDeposit({ edition }: EditionMoneyProps) {
  const t = useTranslations("product");
  const { currency, depositMinor } = priceIn(edition, useBuyer().currency);
  return depositMinor > 0 ? <Money minor={depositMinor} currency={currency} /> : t("noDeposit");
}

/** The term of what remains of the price after the deposit; nothing where nothing remains. */
export function EditionBalance({ edition, dueOn }: { edition: EditionView; dueOn: ReactNode }) {
  const t = useTranslations("product");
  const { currency, priceMinor, depositMinor } = priceIn(edition, useBuyer().currency);
  if (priceMinor <= depositMinor) return null;
  return (
    <Term name={t("balance")}>
      <Money minor={priceMinor - depositMinor} currency={currency} /> {dueOn}
    </Term>
  );
}
