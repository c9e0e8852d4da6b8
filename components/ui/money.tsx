import { clsx } from "clsx";
import { useLocale } from "next-intl";
import { formatMoney, type Minor, type MoneyStyle, toDecimal } from "#lib/money.ts";

type MoneyProps = {
  minor: Minor;
  currency: string;
  style?: MoneyStyle;
  title?: string;
  /** Beside amounts in other currencies, some of which share a sign. */
  withCode?: boolean;
  className?: string;
};

/** An amount in the reader's language, tabular; the exact amount with its currency code on hover. */
export function Money({ minor, currency, style = "short", title, withCode = false, className }: MoneyProps) {
  const locale = useLocale();
  const exact = `${toDecimal(minor, currency)} ${currency}`;
  return (
    <data
      value={toDecimal(minor, currency)}
      title={title ? `${title}: ${exact}` : exact}
      className={clsx("figures whitespace-nowrap", className)}
    >
      {formatMoney({ minor, currency, locale, style })}
      {withCode && (
        <small className="ml-[0.35em] font-normal text-[clamp(0.6875rem,0.4em,1rem)] text-soft tracking-normal">
          {currency}
        </small>
      )}
    </data>
  );
}
