import { PackageCheck, PackageX } from "lucide-react";
import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ParcelView } from "#lib/parcels/schema.ts";

/** With whom an order travels and by which number it is followed, or when it came back and why. */
export function ParcelNote({ parcel }: { parcel: ParcelView }) {
  const t = useTranslations("addresses.parcel");
  const { carrier, tracking, sentAt, returnedAt, returnedWhy } = parcel;
  const Sign = returnedAt ? PackageX : PackageCheck;
  return (
    <div
      data-testid="parcel"
      className={`grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 ${returnedAt ? "text-warn" : ""}`}
    >
      <Sign aria-hidden className="mt-0.5 size-5" />
      <p>{t.rich("sent", { carrier, time: () => <LocalTime iso={sentAt} style="day" /> })}</p>
      {tracking && (
        <p className="col-start-2 text-sm">
          {t.rich("tracking", { tracking: () => <span className="select-all font-mono">{tracking}</span> })}
        </p>
      )}
      {returnedAt && (
        <p className="wrap-anywhere col-start-2">
          {t.rich("returned", { reason: returnedWhy ?? "", time: () => <LocalTime iso={returnedAt} style="day" /> })}
        </p>
      )}
    </div>
  );
}
