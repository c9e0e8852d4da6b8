import { useTranslations } from "next-intl";
import { Meter } from "#components/ui/meter.tsx";

type StockMeterProps = {
  name: string;
  stock: { available: number; pooled: number; held: number; sold: number };
  /** The units left already stand beside it in large. */
  leftOut?: boolean;
  /** Beside figures of one show: says that these count all shows. */
  inAll?: boolean;
};

/** Units of one edition: left, held and sold side by side on one bar, each in words below it. */
export function StockMeter({
  name,
  stock: { available, pooled, held, sold },
  leftOut = false,
  inAll = false,
}: StockMeterProps) {
  const t = useTranslations("studio.stock");
  return (
    <div className="grid gap-1">
      <Meter
        label={t("of", { edition: name })}
        max={available + pooled + held + sold}
        parts={[
          { label: t("available"), value: available, tone: "ink" },
          { label: t("inDrops"), value: pooled, tone: "signal" },
          { label: t("held"), value: held, tone: "warn" },
          { label: t("sold"), value: sold, tone: "ok" },
        ]}
      />
      <p className="figures flex flex-wrap gap-x-3 text-soft text-xs">
        {inAll && <span title={t("inAllCounts")}>{t("inAll")}</span>}
        {!leftOut && (
          <span title={t("availableCounts")} className="font-medium text-ink">
            {t("availableUnits", { count: available })}
          </span>
        )}
        {pooled > 0 && (
          <span title={t("pooledCounts")} className="text-signal-ink">
            {t("pooled", { count: pooled })}
          </span>
        )}
        <span title={t("heldCounts")} className={held > 0 ? "text-warn" : undefined}>
          {t("heldUnits", { count: held })}
        </span>
        <span title={t("soldCounts")} className={sold > 0 ? "text-ok" : undefined}>
          {t("soldUnits", { count: sold })}
        </span>
      </p>
    </div>
  );
}
