"use client";

import { useLocale, useTranslations } from "next-intl";
import { AddChosen } from "#components/basket/add-chosen.tsx";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { editionSales } from "#components/catalog/sales-state.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Problem } from "#components/ui/problem.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import { formatMoney } from "#lib/money.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { AgreeTerms } from "./agree-terms.tsx";
import { preorderFormId } from "./choose-step.tsx";
import { refundDeadline } from "./refund-deadline.ts";
import type { PayWays } from "./use-pay-way.ts";
import type { Preorder } from "./use-preorder.ts";
import { useRetryOnline } from "./use-retry-online.ts";
import type { Terms } from "./use-terms.ts";
import type { VariantStep } from "./use-variant.ts";

type ConfirmFooterProps = {
  product: ProductView;
  edition: EditionView;
  terms: Terms;
  variant: VariantStep;
  preorder: Preorder;
  quantity: number;
  openedAt: number;
  ways: PayWays;
};

/** The one act, with the promise in one line above it and whatever stands in its way. */
export function ConfirmFooter(props: ConfirmFooterProps) {
  const { product, edition, terms, variant, preorder, quantity, openedAt, ways } = props;
  const t = useTranslations("preorders.sheet");
  const locale = useLocale();
  const { hasTerms } = useBuyer();
  const { attempt, isBusy, problem } = preorder;
  useRetryOnline(attempt.isAsked && !isBusy);
  const words = useTranslations("terms.window");
  const { refundDays } = edition;
  const { depositMinor, totalMinor, currency, window } = terms.shown;
  const isDecided = attempt.isAsked || isBusy;
  const isPayable = depositMinor === 0 || ways.rails !== null;
  const sales = editionSales(edition);
  const amount = formatMoney({ minor: depositMinor, currency, locale, style: "short" });

  return (
    <div className="grid gap-2.5">
      {!isDecided && sales === "soldOut" && (
        <p
          role="alert"
          data-testid="sold-out-notice"
          className="rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm"
        >
          {t("soldOut")} {hasOther(product, edition) && t("soldOutOther")}
        </p>
      )}
      {!isDecided && sales === "closed" && (
        <p role="status" className="text-sm text-soft">
          {t(edition.available === 0 ? "keptForDrop" : "closed")}
        </p>
      )}
      {attempt.isAsked && !isBusy && (
        <p role="status" className="text-sm text-warn">
          {t("unfinished")}
        </p>
      )}
      <Problem isBoxed>{problem}</Problem>
      {window && terms.isPriced && sales !== "soldOut" && (
        <p className="text-soft text-xs">
          {t.rich(refundDays > 0 ? "summary" : "summaryFinal", {
            date: () => <LocalTime iso={refundDeadline(openedAt, refundDays)} style="day" />,
            arrival: words(terms.promise.includesWay ? "arrivesShort" : "leavesShort", {
              window: formatWindow(window, locale),
            }),
            what: quantity > 1 ? `${quantity} × ${variant.name}` : variant.name,
            price: formatMoney({ minor: totalMinor, currency, locale, style: "short" }),
          })}
        </p>
      )}
      {hasTerms && <AgreeTerms />}
      <Button
        type="submit"
        form={preorderFormId}
        look="signal"
        size="lg"
        wide
        busy={isBusy}
        disabled={!isPayable || (!isDecided && (sales !== "open" || !window || !terms.isPriced))}
      >
        {depositMinor > 0 ? t("confirm", { amount }) : t("confirmFree")}
      </Button>
      {!isDecided && sales === "open" && <AddChosen {...{ product, edition, quantity }} />}
    </div>
  );
}

function hasOther({ editions }: ProductView, gone: EditionView): boolean {
  return editions.some((edition) => edition.id !== gone.id && editionSales(edition) === "open");
}
