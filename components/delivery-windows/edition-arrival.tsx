"use client";

import { useTranslations } from "next-intl";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { shiftWindow } from "#lib/delivery-windows/view.ts";
import { useWay } from "./use-way.ts";

type EditionArrivalProps = { edition: EditionView; isShipped: boolean };

/** The window of the next buyer, for the city or country this device remembers, and the wave it belongs to. */
export function EditionArrival({ edition: { nextWindow }, isShipped }: EditionArrivalProps) {
  const t = useTranslations("terms");
  const { own } = useWay(isShipped);
  return (
    <>
      <DeliveryWindow window={nextWindow && shiftWindow(nextWindow, own)} />
      {nextWindow && (
        <span title={t("wave.leftExplained")} className="figures block text-soft text-xs">
          {own && `${own.name} · `}
          {t("wave.left", { number: nextWindow.wave, count: nextWindow.left })}
        </span>
      )}
    </>
  );
}
