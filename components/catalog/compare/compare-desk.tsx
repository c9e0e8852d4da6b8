"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Switch } from "#components/ui/checkbox.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { useBuyer } from "../buyer-scope.tsx";
import { langOf } from "../foreign-text.tsx";
import { comparedOf, maxCompared } from "./compare-facts.ts";
import { CompareTable } from "./compare-table.tsx";

type CompareDeskProps = {
  /** What may be chosen from. */
  products: ProductView[];
  /** Of those that stand side by side at first. */
  initial: string[];
  isLinked?: boolean;
  /** Told what is chosen, so that an address can say it. */
  onChosen?: (slugs: string[]) => void;
};

/** Chooses up to four products and lays them side by side; a single one by its editions. */
export function CompareDesk({ products, initial, isLinked = false, onChosen }: CompareDeskProps) {
  const t = useTranslations("product.compare");
  const [ids, setIds] = useState(initial);
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const chosen = products.filter(({ id }) => ids.includes(id));
  const compared = comparedOf(chosen, useBuyer().currency);
  const isFull = chosen.length >= maxCompared;

  function toggle(id: string) {
    const next = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
    setIds(next);
    onChosen?.(products.filter((product) => next.includes(product.id)).map(({ slug }) => slug));
  }

  return (
    <div className="grid grid-cols-1 gap-5">
      {products.length > 1 && (
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm text-soft">{t("choose", { count: maxCompared })}</legend>
          <div className="flex flex-wrap gap-2">
            {products.map((product) => {
              const isChosen = ids.includes(product.id);
              return (
                <button
                  key={product.id}
                  type="button"
                  aria-pressed={isChosen}
                  disabled={isFull && !isChosen}
                  onClick={() => toggle(product.id)}
                  lang={langOf(product.foreign, "name")}
                  className={clsx(
                    "min-h-11 rounded-full border border-edge px-4 text-sm transition-colors disabled:opacity-45",
                    "enabled:hover:border-ink aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-paper",
                  )}
                >
                  {product.name}
                </button>
              );
            })}
          </div>
        </fieldset>
      )}
      {compared.length > 1 ? (
        <>
          <Switch
            label={t("onlyDiffering")}
            checked={onlyDiffering}
            onChange={(event) => setOnlyDiffering(event.target.checked)}
            className="max-w-sm"
          />
          <CompareTable {...{ compared, onlyDiffering, isLinked }} />
        </>
      ) : (
        <p role="status" className="text-soft">
          {t(chosen.length === 0 ? "none" : "one")}
        </p>
      )}
    </div>
  );
}
