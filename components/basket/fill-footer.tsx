"use client";

import { useLocale, useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { AgreeTerms } from "#components/preorders/checkout/agree-terms.tsx";
import { useRetryOnline } from "#components/preorders/checkout/use-retry-online.ts";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { formatMoney } from "#lib/money.ts";
import type { Basket } from "./basket-scope.tsx";
import type { BasketLines } from "./use-basket-lines.ts";
import type { usePlaceBasket } from "./use-place-basket.ts";

export const basketFormId = "basket-form";

type FillFooterProps = {
  basket: Basket;
  lines: BasketLines;
  ordering: ReturnType<typeof usePlaceBasket>;
  depositMinor: number;
};

/** The one act for all lines, and whatever stands in its way. */
export function FillFooter({ basket, lines, ordering, depositMinor }: FillFooterProps) {
  const t = useTranslations("basket");
  const locale = useLocale();
  const { hasTerms } = useBuyer();
  const { isBusy, problem } = ordering;
  const isUnfinished = basket.kept.asked !== null && !isBusy;
  useRetryOnline(isUnfinished, basketFormId);
  const { ready, lost, currency } = lines;
  const isUnsure = ready.some(({ hasChanged }) => hasChanged);
  const isWhole = ready.every(({ shippingMinor, window }) => shippingMinor !== null && window !== null);
  const amount = formatMoney({ minor: depositMinor, currency, locale, style: "short" });
  return (
    <div className="grid gap-2.5">
      {isUnfinished && (
        <p role="status" className="text-sm text-warn">
          {t("unfinished")}
        </p>
      )}
      {isUnsure && !isUnfinished && (
        <p role="status" className="text-sm text-warn">
          {t("unsure")}
        </p>
      )}
      {lost.length > 0 && !isUnfinished && <p className="text-soft text-xs">{t("without", { count: lost.length })}</p>}
      <Problem isBoxed>{problem}</Problem>
      {hasTerms && <AgreeTerms />}
      <Button
        type="submit"
        form={basketFormId}
        look="signal"
        size="lg"
        wide
        busy={isBusy}
        disabled={!isUnfinished && (isUnsure || !isWhole || ready.length === 0)}
      >
        {depositMinor > 0 ? t("confirm", { amount }) : t("confirmFree")}
      </Button>
    </div>
  );
}
