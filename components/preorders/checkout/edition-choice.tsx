"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { EditionPrice } from "#components/catalog/edition-money.tsx";
import { LowestBefore } from "#components/catalog/lowest-before.tsx";
import { editionSales } from "#components/catalog/sales-state.ts";
import { StockLeft } from "#components/catalog/stock-left.tsx";
import { VariantChoice } from "#components/catalog/variant-choice.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { offerName, offersOf } from "#lib/variants/view.ts";
import type { VariantStep } from "./use-variant.ts";

type EditionChoiceProps = {
  editions: EditionView[];
  chosen: string;
  variant: VariantStep;
  /** An order for the chosen one is on its way. */
  isFixed: boolean;
  onChoose: (editionId: string) => void;
};

/** One row an edition, its price and what is left of it moving while the sheet is open; below the chosen one its colours or sizes. */
export function EditionChoice({ editions, chosen, variant, isFixed, onChoose }: EditionChoiceProps) {
  const t = useTranslations("preorders.sheet");
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t("edition")}</legend>
      {offersOf(editions).map((variants) => {
        const [first] = variants;
        const edition =
          variants.find(({ id }) => id === chosen) ?? variants.find((each) => editionSales(each) === "open") ?? first;
        const isChosen = edition.id === chosen;
        return (
          <div key={first.id} className="grid gap-2">
            <EditionRow {...{ edition, variants, isChosen, isFixed, onChoose }} isDecided={variant.isDecided} />
            {isChosen && variants.length > 1 && (
              <VariantChoice
                variants={variants}
                chosen={variant.isDecided ? chosen : null}
                name="variant"
                isFixed={isFixed}
                isWrong={variant.isWrong}
                onChoose={(id) => {
                  variant.decide();
                  onChoose(id);
                }}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

type EditionRowProps = Pick<EditionChoiceProps, "isFixed" | "onChoose"> & {
  edition: EditionView;
  variants: EditionView[];
  isChosen: boolean;
  isDecided: boolean;
};

function EditionRow({ edition, variants, isChosen, isDecided, isFixed, onChoose }: EditionRowProps) {
  const isOpen = variants.length > 1 && !(isChosen && isDecided);
  const counted = isOpen ? variants : [edition];
  const sum = (of: "available" | "total") => counted.reduce((units, each) => units + each[of], 0);
  return (
    <label
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
        checked={isChosen}
        disabled={isFixed}
        onChange={() => onChoose(edition.id)}
        className="size-5 shrink-0 accent-ink outline-none"
      />
      <span className="grid min-w-0 flex-1">
        <span className="font-medium">{isOpen ? offerName(variants) : edition.name}</span>
        {edition.summary && <span className="truncate text-sm text-soft">{edition.summary}</span>}
        <LowestBefore edition={edition} className="text-sm text-soft" />
      </span>
      <span className="grid shrink-0 justify-items-end">
        <EditionPrice edition={edition} className="font-medium" />
        <StockLeft
          left={sum("available")}
          total={sum("total")}
          isOffSale={counted.every((each) => editionSales(each) === "offSale")}
          className="text-sm"
        />
      </span>
    </label>
  );
}
