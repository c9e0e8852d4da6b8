"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { EditionPrice } from "#components/catalog/edition-money.tsx";
import { editionSales } from "#components/catalog/sales-state.ts";
import { StockLeft } from "#components/catalog/stock-left.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";

type EditionChoiceProps = {
  editions: EditionView[];
  chosen: string;
  /** An order for the chosen one is on its way. */
  isFixed: boolean;
  onChoose: (editionId: string) => void;
};

/** One row an edition, its price and what is left of it moving while the sheet is open. */
export function EditionChoice({ editions, chosen, isFixed, onChoose }: EditionChoiceProps) {
  const t = useTranslations("preorders.sheet");
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t("edition")}</legend>
      {editions.map((edition) => (
        <label
          key={edition.id}
          className={clsx(
            "flex min-h-14 cursor-pointer items-center gap-3 rounded-sm border px-3 py-2 transition-colors",
            "border-rule hover:border-edge has-checked:border-ink has-checked:shadow-[inset_0_0_0_1px_var(--ink)]",
            "has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
          )}
        >
          <input
            type="radio"
            name="edition"
            value={edition.id}
            checked={edition.id === chosen}
            disabled={isFixed}
            onChange={() => onChoose(edition.id)}
            className="size-5 shrink-0 accent-ink outline-none"
          />
          <span className="grid min-w-0 flex-1">
            <span className="font-medium">{edition.name}</span>
            {edition.summary && <span className="truncate text-sm text-soft">{edition.summary}</span>}
          </span>
          <span className="grid shrink-0 justify-items-end">
            <EditionPrice edition={edition} className="font-medium" />
            <StockLeft
              left={edition.available}
              total={edition.total}
              isOffSale={editionSales(edition) === "offSale"}
              className="text-sm"
            />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
