import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BalanceDay } from "#components/balances/balance-day.tsx";
import { Meter } from "#components/ui/meter.tsx";
import { Money } from "#components/ui/money.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { DeliveryWaves } from "./delivery-waves.tsx";
import { DeliveryWindow } from "./delivery-window.tsx";
import { ProductImage } from "./product-image.tsx";
import { StockLeft } from "./stock-left.tsx";

/** One edition with everything its buyer would agree to; several stand side by side for comparison. */
export function EditionTerms({ edition }: { edition: EditionView }) {
  const t = useTranslations("product");
  const { currency, depositMinor, refundDays, lockDeadlineDays, perPersonLimit, available, held, sold, total } =
    edition;
  return (
    <article className="grid content-start gap-4 border-ink border-t pt-4">
      {edition.image && (
        <ProductImage src={edition.image} name={edition.name} className="aspect-4/3 w-full rounded-sm" />
      )}
      <div className="grid gap-1">
        <h3 className="headline text-xl">{edition.name}</h3>
        {edition.summary && <p className="text-soft">{edition.summary}</p>}
      </div>
      <Money minor={edition.priceMinor} currency={currency} className="numeral text-3xl" />
      <dl className="text-sm">
        <Term name={t("deposit")}>
          {depositMinor > 0 ? <Money minor={depositMinor} currency={currency} /> : t("noDeposit")}
        </Term>
        {edition.priceMinor > depositMinor && (
          <Term name={t("balance")}>
            <Money minor={edition.priceMinor - depositMinor} currency={currency} />{" "}
            <BalanceDay dueOn={edition.balanceDueOn} />
          </Term>
        )}
        <Term name={t("delivery")}>
          <DeliveryWindow window={edition.nextWindow} />
        </Term>
        <Term name={t("refund")}>{t("refundDays", { count: refundDays })}</Term>
        {lockDeadlineDays !== null && <Term name={t("lock")}>{t("lockDays", { count: lockDeadlineDays })}</Term>}
        <Term name={t("perPerson")}>{t("perPersonUnits", { count: perPersonLimit })}</Term>
      </dl>
      {edition.waves.length > 1 && <DeliveryWaves waves={edition.waves} />}
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

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-rule border-b py-2">
      <dt className="text-soft">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
