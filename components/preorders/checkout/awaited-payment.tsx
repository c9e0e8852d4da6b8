"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/money.ts";
import type { RailView } from "#lib/payments/schema.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { openPayment } from "./open-payment.ts";

/** A payment whose end is not known yet: what it waits for, and what the buyer has to do, if anything. */
export function AwaitedPayment({ order, rails }: { order: PreorderView; rails: RailView[] | null }) {
  const t = useTranslations("preorders.rails");
  const locale = useLocale();
  const payment = openPayment(order);
  if (!payment) return null;
  const { rail, reference, chargedMinor: minor, currency } = payment;
  const instructions = rails?.find(({ name }) => name === rail)?.instructions;
  if (rail !== "manual")
    return (
      <p role="status" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
        {t("deciding")}
      </p>
    );
  return (
    <div role="status" className="grid gap-3 rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
      <p>{t("transfer", { amount: formatMoney({ minor, currency, locale, style: "short" }) })}</p>
      {instructions && <p className="whitespace-pre-line">{instructions}</p>}
      {reference && (
        <p>
          {t("reference")} <strong className="select-all font-mono">{reference}</strong>
        </p>
      )}
    </div>
  );
}
