import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TaxInside } from "#components/preorders/checkout/tax-inside.tsx";
import { GoodsAndShipping } from "#components/shipping/goods-and-shipping.tsx";
import { Money } from "#components/ui/money.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** What it costs, what is paid, what is still to come. */
export function OrderMoney({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.order");
  const amount = (minor: number) => <Money minor={minor} currency={order.currency} />;
  const isAlive = order.state !== "EXPIRED" && order.state !== "CANCELLED";
  return (
    <dl className="border-ink border-t">
      <Line name={t("unit")}>{amount(order.unitMinor)}</Line>
      <Line name={t("quantity")}>{order.quantity}</Line>
      <Line name={t("total")}>
        <Money minor={order.totalMinor} currency={order.currency} withCode />
        <GoodsAndShipping sums={order} />
        <TaxInside order={order} className="block text-sm text-soft" />
      </Line>
      {!order.convertedFrom && <Line name={t("depositDue")}>{amount(order.depositMinor)}</Line>}
      <Line name={t("paid")} strong>
        <span data-testid="paid">{amount(order.paidMinor)}</span>
      </Line>
      {isAlive && <Line name={t("balance")}>{amount(order.balanceMinor)}</Line>}
      {order.keptMinor > 0 && <Line name={t("kept")}>{amount(order.keptMinor)}</Line>}
    </dl>
  );
}

function Line({ name, strong = false, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-rule border-b py-2.5">
      <dt className="text-soft">{name}</dt>
      <dd className={strong ? "figures text-right font-semibold" : "figures text-right"}>{children}</dd>
    </div>
  );
}
