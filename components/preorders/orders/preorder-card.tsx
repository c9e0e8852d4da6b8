import Link from "next/link";
import { useTranslations } from "next-intl";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { ProductImage } from "#components/catalog/product-image.tsx";
import { StateBadge } from "#components/states/state-badge.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { lacksAddress } from "#lib/addresses/view.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";

/** One order in the list: what, where it stands, when it comes, what is paid. The whole card leads to it. */
export function PreorderCard({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders");
  const where = useTranslations("addresses");
  const isAlive = order.state !== "EXPIRED" && order.state !== "CANCELLED";
  return (
    <li className="group relative grid grid-cols-[6rem_minmax(0,1fr)] gap-x-5 gap-y-4 border-rule border-b py-6 md:grid-cols-[10rem_minmax(0,1fr)_minmax(0,22rem)] md:items-center md:gap-x-8">
      <ProductImage
        src={order.product.image}
        name={order.product.name}
        className="aspect-4/3 w-full self-start rounded-sm"
      />
      <div className="grid justify-items-start gap-1.5">
        <StateBadge state={`order.${order.state}`} note={t(`stateNotes.${order.state}`)} />
        <h2 className="headline text-xl">
          <Link
            href={`/preorders/${order.id}`}
            className="underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {order.product.name} {order.edition.name}
          </Link>
        </h2>
        <p className="figures text-sm text-soft">
          {order.quantity} × <Money minor={order.unitMinor} currency={order.currency} /> ·{" "}
          <span className="font-mono text-xs">{orderNumber(order.id)}</span>
        </p>
        {lacksAddress(order) && <p className="text-sm text-warn">{where("lacking.badge")}</p>}
        <Deadline order={order} />
      </div>
      <dl className="col-span-2 grid grid-cols-2 gap-4 text-sm md:col-span-1">
        <div>
          <dt className="text-soft">{isAlive ? t("order.window") : t("list.placed")}</dt>
          <dd>{isAlive ? <DeliveryWindow window={order.window} /> : <LocalTime iso={order.placedAt} style="day" />}</dd>
        </div>
        <div>
          <dt className="text-soft">{t("order.paid")}</dt>
          <dd>
            <Money minor={order.paidMinor} currency={order.currency} />
          </dd>
        </div>
      </dl>
    </li>
  );
}

/** The one clock that runs for this order, if any. */
function Deadline({ order }: { order: PreorderView }) {
  const t = useTranslations("myOrders.list");
  const states = useTranslations("states.order");
  const renderedAt = Date.parse(order.serverTime);
  if (order.holdExpiresAt || order.undoUntil)
    return (
      <p className="text-sm text-warn">
        {t(order.holdExpiresAt ? "payBy" : "undoBy")}{" "}
        <Countdown
          to={order.holdExpiresAt ?? order.undoUntil ?? ""}
          renderedAt={renderedAt}
          done={states(order.holdExpiresAt ? "EXPIRED" : "LOCKED")}
        />
      </p>
    );
  if (!order.canCancel) return null;
  return (
    <p className="text-sm text-soft">
      {t("refundBy")} <LocalTime iso={order.refundableUntil} style="day" />
    </p>
  );
}
