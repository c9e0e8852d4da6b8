import { useTranslations } from "next-intl";
import type { EditionView } from "#lib/catalog/schema.ts";
import { DeliveryWindow } from "./delivery-window.tsx";

/** Which batch is delivered when, and where a new order still finds a place. */
export function DeliveryWaves({ waves }: Pick<EditionView, "waves">) {
  const t = useTranslations("product");
  return (
    <div className="grid gap-1.5 text-sm">
      <h4 className="font-medium">{t("waves")}</h4>
      <ol className="grid gap-1 text-soft">
        {waves.map(({ start, end, capacity, allocated }, index) => (
          <li key={start} className="flex flex-wrap justify-between gap-x-4">
            <span>
              {t("wave", { number: index + 1 })} · <DeliveryWindow window={{ start, end }} />
            </span>
            <span className="figures">
              {allocated >= capacity ? t("waveFull") : t("waveRoom", { count: capacity - allocated })}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
