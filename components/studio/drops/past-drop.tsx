import { useFormatter, useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";

/** What a drop that is over came to. */
export function PastDrop({ drop, editionName }: { drop: LiveDrop; editionName: string }) {
  const t = useTranslations("dropDesk.row");
  const format = useFormatter();
  const share = format.number(drop.sold / drop.units, { style: "percent" });
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-rule border-t px-4 py-2">
      <span className="truncate font-medium">{drop.title}</span>
      <span className="text-sm text-soft">{drop.opensAt && <LocalTime iso={drop.opensAt} style="second" />}</span>
      <span className="truncate text-sm text-soft">{editionName}</span>
      <span className="figures text-sm text-ok">{t("closed", { units: drop.units, sold: drop.sold, share })}</span>
    </li>
  );
}
