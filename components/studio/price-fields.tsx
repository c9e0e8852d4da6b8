"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFaults } from "#components/forms/faults.ts";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { PriceFieldset } from "./price-fieldset.tsx";
import type { Prices } from "./use-prices.ts";

const most = 21;

/** What is asked in each currency: typed one by one, never converted from another. */
export function PriceFields({ prices: { rows, add, remove, change } }: { prices: Prices }) {
  const t = useTranslations("editing.prices");
  const wrong = useFaults()("prices", t("wrong.prices"));
  return (
    <fieldset className="grid grid-cols-1 gap-5 border-rule border-t pt-4">
      <legend className="sr-only">{t("heading")}</legend>
      <div className="grid gap-0.5">
        <span aria-hidden className="font-medium">
          {t("heading")}
        </span>
        <p className="text-sm text-soft">{t("lead")}</p>
      </div>
      {rows.map((row, index) => (
        <PriceFieldset
          key={row.key}
          row={row}
          index={index}
          onChange={(part) => change(row.key, part)}
          onRemove={() => remove(row.key)}
        />
      ))}
      <Problem>{wrong}</Problem>
      <Button
        look="line"
        size="sm"
        disabled={rows.length >= most}
        onClick={() => add(nextCurrency(rows.map(({ currency }) => currency)))}
        className="justify-self-start"
      >
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
    </fieldset>
  );
}

/** A first proposal: what shops most often add, if it is not there yet. */
function nextCurrency(taken: string[]): string {
  return ["USD", "EUR", "CNY", "JPY", "GBP"].find((code) => !taken.includes(code)) ?? "USD";
}
