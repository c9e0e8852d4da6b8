import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { SavedAddress } from "#lib/addresses/schema.ts";
import { cameBack } from "#lib/parcels/view.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { AddressLines } from "./address-lines.tsx";
import { GiveAddress } from "./give-address.tsx";
import { ParcelNote } from "./parcel-note.tsx";

type OrderAddressProps = {
  order: PreorderView;
  linkKey: string | null;
  /** What the account keeps; null for who has none. */
  saved: SavedAddress[] | null;
};

/** Where an order goes: asked while nobody said it, changed until the lock. */
export function OrderAddress({ order, linkKey, saved }: OrderAddressProps) {
  const t = useTranslations("addresses");
  const { id, country, delivery, address, hasAddress, canSetAddress } = order;
  if (delivery !== "shipped") return <p className="max-w-prose text-soft">{t(delivery)}</p>;
  const isBack = cameBack(order.parcel);
  return (
    <div className="grid gap-4">
      {order.parcel && <ParcelNote parcel={order.parcel} />}
      {isBack && order.state === "READY" && <p className="max-w-prose">{t("parcel.check")}</p>}
      {address && <AddressLines address={address} />}
      {hasAddress && !address && <p className="max-w-prose text-soft">{t("given")}</p>}
      {!hasAddress && canSetAddress && <p className="max-w-prose text-warn">{t(missingWords(order, linkKey))}</p>}
      {canSetAddress && (
        <GiveAddress orderId={id} linkKey={linkKey} current={address} country={country} saved={saved} />
      )}
      {address && !isBack && <UntilWhen order={order} />}
    </div>
  );
}

function missingWords({ addressLockAt, serverTime }: PreorderView, linkKey: string | null) {
  if (linkKey !== null) return "missingByLink";
  return addressLockAt !== null && addressLockAt <= serverTime ? "missingLate" : "missing";
}

function UntilWhen({ order: { addressLockAt, canSetAddress } }: { order: PreorderView }) {
  const t = useTranslations("addresses");
  if (addressLockAt === null)
    return <p className="text-sm text-soft">{t(canSetAddress ? "untilHandOver" : "fixed")}</p>;
  return (
    <p className="text-sm text-soft">
      {t.rich(canSetAddress ? "until" : "locked", { time: () => <LocalTime iso={addressLockAt} style="day" /> })}
    </p>
  );
}
