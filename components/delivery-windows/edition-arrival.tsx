"use client";

import { useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { shiftWindow } from "#lib/delivery-windows/view.ts";
import { useCity } from "./use-city.ts";

/** The window of the next buyer, for the city this device remembers, and the wave it belongs to. */
export function EditionArrival({ edition: { nextWindow } }: { edition: EditionView }) {
  const t = useTranslations("terms");
  const { city } = useCity(useBuyer().asksCity);
  return (
    <>
      <DeliveryWindow window={nextWindow && shiftWindow(nextWindow, city)} />
      {nextWindow && (
        <span title={t("wave.leftExplained")} className="figures block text-soft text-xs">
          {city && `${city.name} · `}
          {t("wave.left", { number: nextWindow.wave, count: nextWindow.left })}
        </span>
      )}
    </>
  );
}
