import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AddressLines } from "#components/addresses/address-lines.tsx";
import { ParcelNote } from "#components/addresses/parcel-note.tsx";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { GoodsAndShipping } from "#components/shipping/goods-and-shipping.tsx";
import { StateBadge } from "#components/states/state-badge.tsx";
import { DeskThread } from "#components/threads/desk-thread.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OrderRecord } from "#lib/orders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import type { LetterPage } from "#lib/threads/schema.ts";
import { OrderActs } from "./order-acts.tsx";
import { OrderLink } from "./order-link.tsx";
import { RecordAudit } from "./record-audit.tsx";
import { RecordFlags } from "./record-flags.tsx";
import { RecordHistory } from "./record-history.tsx";
import { RecordLedger } from "./record-ledger.tsx";
import { RecordPayments } from "./record-payments.tsx";
import { RecordPromises } from "./record-promises.tsx";

type OrderRecordPageProps = { record: OrderRecord; letters: LetterPage; isWaiting: boolean };

/** The whole order on one screen: what it is, what may be done, what happened, and what every book says of it. */
export function OrderRecordPage({ record, letters, isWaiting }: OrderRecordPageProps) {
  const t = useTranslations("orders.record");
  const { order } = record;
  return (
    <div className="grid gap-8 px-4 py-5 lg:px-6">
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 border-ink border-b pb-4">
        <div className="grid gap-1.5">
          <p className="flex items-center gap-3">
            <StateBadge state={`order.${order.state}`} />
            <span className="font-mono text-sm text-soft">{t("title", { number: orderNumber(order.id) })}</span>
          </p>
          <h1 className="headline text-2xl">
            {order.quantity > 1 && `${order.quantity} × `}
            {order.product.name} {order.edition.name}
          </h1>
          <p className="font-mono text-soft text-xs">
            {order.edition.sku} · <span className="select-all">{order.id}</span>
          </p>
        </div>
        <OrderActs record={record} />
      </header>
      {record.flags.length > 0 && <RecordFlags flags={record.flags} />}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)]">
        <Part title={t("order")}>
          <OrderFacts record={record} />
        </Part>
        <div className="grid content-start gap-8">
          <Part title={t("history")}>
            <RecordHistory history={record.history} />
          </Part>
          <Part title={t("promise")}>
            <RecordPromises promise={order.promise} />
          </Part>
        </div>
        <div className="grid min-w-0 content-start gap-8 lg:max-xl:col-span-2">
          <Part title={t("payments")}>
            <RecordPayments payments={record.payments} />
          </Part>
          <Part title={t("ledger")}>
            <RecordLedger ledger={record.ledger} currency={order.currency} />
          </Part>
        </div>
      </div>
      <div id="letters" className="scroll-mt-4">
        <Part title={t("letters")}>
          <DeskThread orderId={order.id} letters={letters} isWaiting={isWaiting} />
        </Part>
      </div>
      <Part title={t("audit")}>
        <RecordAudit audit={record.audit} />
      </Part>
    </div>
  );
}

function OrderFacts({ record }: { record: OrderRecord }) {
  const t = useTranslations("orders.record");
  const where = useTranslations("addresses");
  const { order, buyer, drop } = record;
  const amount = (minor: number) => <Money minor={minor} currency={order.currency} />;
  return (
    <dl className="figures border-ink border-t text-sm">
      <Fact name={t("buyer")}>
        {buyer.isGuest ? t("guest") : buyer.name}
        <span className="block text-soft">{t("orders", { count: buyer.orders })}</span>
      </Fact>
      <Fact name={t("contact")}>
        <Link href={`/ops/orders?q=${encodeURIComponent(order.contact)}`} className="underline underline-offset-4">
          {order.contact}
        </Link>
        {buyer.email && buyer.email !== order.contact && <span className="block text-soft">{buyer.email}</span>}
      </Fact>
      <Fact name={t("total")}>
        {amount(order.totalMinor)}
        <GoodsAndShipping sums={order} />
      </Fact>
      <Fact name={t("paid")}>{amount(order.paidMinor)}</Fact>
      <Fact name={t("balance")}>{amount(order.balanceMinor)}</Fact>
      <Fact name={t("window")}>{order.window ? <DeliveryWindow window={order.window} /> : t("noWindow")}</Fact>
      <Fact name={t("refund")}>
        <LocalTime iso={order.refundableUntil} />
      </Fact>
      {order.lockBy && (
        <Fact name={t("lockBy")}>
          <LocalTime iso={order.lockBy} />
        </Fact>
      )}
      <Fact name={t("show")}>{order.show?.title ?? t("shopSale")}</Fact>
      {drop && <Fact name={t("drop")}>{drop.title}</Fact>}
      {order.city && <Fact name={t("city")}>{order.city}</Fact>}
      <Fact name={where("ops.address")}>
        <GoesTo order={order} />
      </Fact>
      {order.parcel && (
        <Fact name={t("parcel")}>
          <ParcelNote parcel={order.parcel} />
        </Fact>
      )}
      {order.convertedFrom && <Other name={t("from")} id={order.convertedFrom} />}
      {order.convertedTo && <Other name={t("became")} id={order.convertedTo} />}
    </dl>
  );
}

function GoesTo({
  order: { delivery, address, hasAddress, addressLockAt, canSetAddress },
}: Pick<OrderRecord, "order">) {
  const t = useTranslations("addresses.ops");
  if (delivery !== "shipped") return t(delivery);
  if (!hasAddress) return <span className={canSetAddress ? "text-warn" : "text-soft"}>{t("none")}</span>;
  if (!address) return <span className="text-soft">{t("hidden")}</span>;
  return (
    <>
      <AddressLines address={address} />
      {addressLockAt && (
        <span className="block text-soft">
          {t("lock")} <LocalTime iso={addressLockAt} style="day" />
        </span>
      )}
    </>
  );
}

function Other({ name, id }: { name: string; id: string }) {
  return (
    <Fact name={name}>
      <OrderLink id={id} />
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[9rem_minmax(0,1fr)] gap-3 border-rule border-b py-1.5">
      <dt className="text-soft">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-2">
      <h2 className="slug text-soft">{title}</h2>
      {children}
    </div>
  );
}
