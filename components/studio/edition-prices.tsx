"use client";

import { useTranslations } from "next-intl";
import { type EditionView, pricesInput } from "#lib/catalog/schema.ts";
import { EditionPart } from "./edition-part.tsx";
import { PriceFields } from "./price-fields.tsx";
import { readPrices, rowsOf, usePrices } from "./use-prices.ts";

export function EditionPrices({ edition, onDone }: { edition: EditionView; onDone: () => void }) {
  const t = useTranslations("editing.edition");
  const prices = usePrices(rowsOf(edition));
  return (
    <EditionPart
      editionId={edition.id}
      part="prices"
      schema={pricesInput}
      read={() => readPrices(prices.rows)}
      label={t("savePrices")}
      onDone={onDone}
      className="-mt-4 [&>fieldset]:border-t-0"
    >
      <PriceFields prices={prices} />
    </EditionPart>
  );
}
