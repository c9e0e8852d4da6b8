import { useTranslations } from "next-intl";
import { Meter } from "#components/ui/meter.tsx";

type StockMeterProps = {
  name: string;
  stock: { available: number; held: number; sold: number };
};

/** Units of one edition: left, held and sold side by side on one bar, each in words below it. */
export function StockMeter({ name, stock: { available, held, sold } }: StockMeterProps) {
  const t = useTranslations("studio.stock");
  return (
    <div className="grid gap-1">
      <Meter
        label={t("of", { edition: name })}
        max={available + held + sold}
        parts={[
          { label: t("available"), value: available, tone: "ink" },
          { label: t("held"), value: held, tone: "warn" },
          { label: t("sold"), value: sold, tone: "ok" },
        ]}
      />
      <p className="figures flex flex-wrap gap-x-3 text-soft text-xs">
        <span title={t("availableCounts")} className="font-medium text-ink">
          {t("availableUnits", { count: available })}
        </span>
        <span title={t("heldCounts")} className="text-warn">
          {t("heldUnits", { count: held })}
        </span>
        <span title={t("soldCounts")} className="text-ok">
          {t("soldUnits", { count: sold })}
        </span>
      </p>
    </div>
  );
}
