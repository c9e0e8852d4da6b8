import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Meter } from "#components/ui/meter.tsx";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";

/** Units of an open drop: how many are left, and how many may still come back. */
export function DropStock({ drop, justBack, className }: { drop: LiveDrop; justBack: number; className?: string }) {
  const t = useTranslations("drops");
  const { left, held, units } = drop;
  return (
    <p className={clsx("figures flex flex-wrap items-baseline gap-x-2 text-sm", className)}>
      {left > 0 ? (
        <span
          title={t("leftCounts")}
          data-testid="drop-left"
          data-left={left}
          className={left * 10 <= units ? "font-medium text-signal-ink" : undefined}
        >
          {t.rich("left", { n: () => <NumberTicker value={left} /> })}
        </span>
      ) : (
        <span data-testid="drop-left" data-left={0} className="font-medium text-danger">
          {t("soldOut")}
        </span>
      )}
      {held > 0 && (
        <span title={t("unpaidCounts")} className="text-soft">
          {t("unpaid", { count: held })}
        </span>
      )}
      {justBack > 0 && (
        <span data-testid="just-back" className="animate-pop-in font-medium text-ok">
          {t("justBack", { count: justBack })}
        </span>
      )}
    </p>
  );
}

export function DropMeter({ drop }: { drop: LiveDrop }) {
  const t = useTranslations("drops");
  return (
    <Meter
      label={t("stock")}
      max={drop.units}
      parts={[
        { label: t("leftUnits"), value: drop.left, tone: "signal" },
        { label: t("held"), value: drop.held, tone: "soft" },
      ]}
    />
  );
}
