import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { NumberTicker } from "#components/ui/number-ticker.tsx";

type StockLeftProps = {
  left: number;
  total: number;
  /** Taken off sale after it sold: how many there are does not matter now. */
  isOffSale?: boolean;
  className?: string;
};

/** Units still to be had, rolling as they go. Warns by colour and weight under a tenth. */
export function StockLeft({ left, total, isOffSale = false, className }: StockLeftProps) {
  const t = useTranslations("product");
  if (left === 0) {
    return (
      <span data-testid="sold-out" className={clsx("font-medium text-danger", className)}>
        {t("soldOut")}
      </span>
    );
  }
  if (isOffSale) return <span className={clsx("font-medium text-soft", className)}>{t("offSale")}</span>;
  return (
    <span
      data-testid="stock-left"
      data-left={left}
      title={t("leftExplained")}
      className={clsx("figures", left * 10 <= total ? "font-medium text-signal-ink" : "text-soft", className)}
    >
      {t.rich("leftRich", { n: () => <NumberTicker value={left} /> })}
    </span>
  );
}
