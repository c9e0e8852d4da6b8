import { useTranslations } from "next-intl";
import { methodName } from "#components/payments/method-name.ts";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { balanceFailure } from "#lib/rail-names.ts";
import { BalanceActs } from "./balance-acts.tsx";
import { BalanceDay } from "./balance-day.tsx";

/** The rest of the price: how much, when it is charged and to what, and what to do when that failed. */
export function BalancePart({ order, linkKey }: { order: PreorderView; linkKey: string | null }) {
  const t = useTranslations("preorders.balance");
  const { balance, balanceMinor, currency } = order;
  const method = balance.method && (methodName(balance.method) ?? t("kept"));
  return (
    <div className="grid gap-4">
      <p className="grid gap-1">
        <span className="numeral text-3xl">
          <Money minor={balanceMinor} currency={currency} />
        </span>
        <span className="text-soft">
          {balance.state === "due" || balance.state === "at_risk" ? t("due") : <BalanceDay dueOn={balance.dueOn} />}
          {linkKey === null && (method ? ` · ${t("to", { method })}` : ` · ${t("toNothing")}`)}
        </span>
      </p>
      {balance.state === "at_risk" && <AtRisk balance={balance} />}
      {balance.state !== "at_risk" && (
        <p className="max-w-prose text-sm text-soft">{t("explain", { days: balance.graceDays })}</p>
      )}
      <BalanceActs order={order} linkKey={linkKey} />
    </div>
  );
}

function AtRisk({ balance }: { balance: PreorderView["balance"] }) {
  const t = useTranslations("preorders.balance");
  const { failure, nextTryAt, graceUntil, note } = balance;
  return (
    <div role="alert" className="grid gap-2 rounded-sm bg-warn-wash px-3 py-2.5 text-sm text-warn">
      <p className="font-semibold">{t(`reasons.${balanceFailure.parse(failure)}`)}</p>
      {nextTryAt && <p>{t.rich("next", { time: () => <LocalTime iso={nextTryAt} /> })}</p>}
      {graceUntil && <p>{t.rich("grace", { time: () => <LocalTime iso={graceUntil} /> })}</p>}
      {note && <p>{t("note", { note })}</p>}
    </div>
  );
}
