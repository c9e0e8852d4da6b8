import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { forecastSellOut, type StockSample } from "#components/drops/forecast.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

/** What comes of the drop: at this rate gone when, or how many are left over. Before the opening, what those in line want. */
export function SellOut({ drop, samples }: { drop: LiveDrop; samples: StockSample[] }) {
  const t = useTranslations("dropDesk.forecast");
  const format = useFormatter();
  const span = (milliseconds: number) => {
    const seconds = Math.round(milliseconds / 1000);
    return t("span", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  };
  const { wanted } = drop;

  if (drop.status === "ARMED") {
    const isSpoken = wanted >= drop.units;
    return (
      <Line isStrong={isSpoken}>
        {isSpoken
          ? t("spokenFor", { units: drop.units, wanted })
          : t("partlyWanted", {
              units: drop.units,
              wanted,
              percent: format.number(wanted / drop.units, { style: "percent" }),
            })}
      </Line>
    );
  }
  if (drop.left === 0) {
    const goneAt = samples.find(({ left }) => left === 0)?.at;
    const took = goneAt && drop.opensAt ? goneAt - Date.parse(drop.opensAt) : null;
    return <Line isStrong>{took !== null && took >= 0 ? t("soldOutIn", { time: span(took) }) : t("soldOut")}</Line>;
  }
  const forecast = forecastSellOut(samples, drop.closesAt ? Date.parse(drop.closesAt) : null);
  if (!forecast) return <Line>{t("tooEarly")}</Line>;
  if (forecast.kind === "leftOver") return <Line>{t("leftOver", { count: forecast.units })}</Line>;
  const earliest = span(forecast.earliestMs);
  return (
    <Line isStrong>
      {t("gone", { time: span(forecast.inMs) })}{" "}
      <span title={t("bandCounts")} className="font-normal text-soft">
        {forecast.latestMs === null
          ? t("bandOpen", { earliest })
          : t("band", { earliest, latest: span(forecast.latestMs) })}
      </span>
    </Line>
  );
}

function Line({ isStrong = false, children }: { isStrong?: boolean; children: ReactNode }) {
  return (
    <p data-testid="forecast" className={clsx("figures", isStrong ? "font-medium" : "text-soft")}>
      {children}
    </p>
  );
}
