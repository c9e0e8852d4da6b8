import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BalanceDay } from "#components/balances/balance-day.tsx";
import { EditionArrival } from "#components/delivery-windows/edition-arrival.tsx";
import { GoalBars } from "#components/goals/goal-bars.tsx";
import { Meter } from "#components/ui/meter.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { EditionBalance, EditionDeposit, EditionPrice, EditionTax } from "./edition-money.tsx";
import { ForeignBadge, langOf } from "./foreign-text.tsx";
import { LowestBefore } from "./lowest-before.tsx";
import { ProductImage } from "./product-image.tsx";
import { StockLeft } from "./stock-left.tsx";
import { Term } from "./term.tsx";

type EditionTermsProps = { edition: EditionView; isShipped: boolean; choice?: ReactNode };

/** One edition with everything its buyer would agree to; several stand side by side for comparison. */
export function EditionTerms({ edition, isShipped, choice }: EditionTermsProps) {
  const t = useTranslations("product");
  const { refundDays, lockDeadlineDays, perPersonLimit, available, held, sold, total } = edition;
  return (
    <article className="grid content-start gap-4 border-ink border-t pt-4">
      {edition.image && (
        <ProductImage src={edition.image} name={edition.name} className="aspect-4/3 w-full rounded-sm" />
      )}
      <div className="grid gap-1">
        <h3 lang={langOf(edition.foreign, "name")} className="headline text-xl">
          {edition.name}
        </h3>
        {edition.summary && (
          <p lang={langOf(edition.foreign, "summary")} className="text-soft">
            {edition.summary}
          </p>
        )}
        <span className="empty:hidden">
          <ForeignBadge foreign={edition.foreign} />
        </span>
      </div>
      {choice}
      <p className="grid gap-0.5">
        <EditionPrice edition={edition} className="numeral text-3xl" />
        <EditionTax edition={edition} />
        <LowestBefore edition={edition} className="text-sm text-soft" />
      </p>
      <dl className="text-sm">
        <Term name={t("deposit")}>
          <EditionDeposit edition={edition} />
        </Term>
        <EditionBalance edition={edition} dueOn={<BalanceDay dueOn={edition.balanceDueOn} />} />
        <Term name={t("delivery")}>
          <EditionArrival edition={edition} isShipped={isShipped} />
        </Term>
        <Term name={t("refund")}>{t("refundDays", { count: refundDays })}</Term>
        {lockDeadlineDays !== null && <Term name={t("lock")}>{t("lockDays", { count: lockDeadlineDays })}</Term>}
        <Term name={t("perPerson")}>
          {t(edition.variantGroup ? "perPersonVariants" : "perPersonUnits", { count: perPersonLimit })}
        </Term>
      </dl>
      <GoalBars edition={edition} />
      <div className="grid gap-2">
        <StockLeft left={available} total={total} className="text-sm" />
        <Meter
          label={t("stock")}
          max={total}
          parts={[
            { label: t("available"), value: available, tone: "ink" },
            { label: t("held"), value: held, tone: "warn" },
            { label: t("sold"), value: sold, tone: "soft" },
          ]}
        />
      </div>
    </article>
  );
}
