import { clsx } from "clsx";
import { CalendarPlus, ReceiptText } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OrderAddress } from "#components/addresses/order-address.tsx";
import { BackFromBank } from "#components/balances/back-from-bank.tsx";
import { BalancePart } from "#components/balances/balance-part.tsx";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { ProductImage } from "#components/catalog/product-image.tsx";
import { OrderCoolingOff } from "#components/cooling-off/order-cooling-off.tsx";
import { StateBadge } from "#components/states/state-badge.tsx";
import { BuyerThread } from "#components/threads/buyer-thread.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { SavedAddress } from "#lib/addresses/schema.ts";
import { lacksAddress } from "#lib/addresses/view.ts";
import type { OrderCoolingOff as OrderCoolingOffTerms } from "#lib/cooling-off/schema.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import type { PageVersion } from "#lib/shop/schema.ts";
import type { LetterPage } from "#lib/threads/schema.ts";
import { BecameNote, FromNote } from "./became-note.tsx";
import { ByLink } from "./by-link.tsx";
import { CancelOrder } from "./cancel-order.tsx";
import { ChangePart } from "./change-part.tsx";
import { ClockCorrection } from "./clock-correction.tsx";
import { LatePayment } from "./late-payment.tsx";
import { LockPart } from "./lock-part.tsx";
import { OrderMoney } from "./order-money.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { OrderWatch } from "./order-watch.tsx";
import { PayAgain } from "./pay-again.tsx";
import { PaymentsTable } from "./payments-table.tsx";
import { PromiseHistory } from "./promise-history.tsx";
import { RefundClock } from "./refund-clock.tsx";
import { Released } from "./released.tsx";

type OrderPageProps = {
  order: PreorderView;
  /** Opened it from a mail, if anything did: then there is nothing to press. */
  linkKey: string | null;
  /** The name of the edition that it was changed into, when this reader may see it. */
  became: string | null;
  /** Whether there is another edition to change to. */
  mayChange: boolean;
  /** Whether orders go to cities here, so that one without says what its window leaves out. */
  asksCity: boolean;
  /** The addresses that the reader's account keeps; null for who has none. */
  addresses: SavedAddress[] | null;
  /** The terms that it was placed under; null when none were published. */
  terms: PageVersion | null;
  /** How long it may be sent back; null where nothing was said about it. */
  coolingOff: OrderCoolingOffTerms | null;
  /** Whether the shop has published how things are sent back. */
  hasReturnsPage: boolean;
  /** What was written about it, the newest of it. */
  letters: LetterPage;
};

/** One order from every side its buyer may ask about: where it stands, when it comes, where the money is. */
export function OrderPage(props: OrderPageProps) {
  const { order, linkKey, became, mayChange, asksCity, addresses, terms, coolingOff, hasReturnsPage, letters } = props;
  const t = useTranslations("preorders.order");
  const where = useTranslations("addresses");
  const words = useTranslations("myOrders");
  const way = useTranslations("terms");
  const isWayless = asksCity && order.city === null && order.country === null;
  const { product, edition, show } = order;
  const isOwn = linkKey === null;
  const notes = useTranslations("preorders.stateNotes");
  const isRefundable = order.state === "HELD" || order.state === "RESERVED";
  const isComing = !["DELIVERED", "EXPIRED", "CANCELLED"].includes(order.state);
  const calendar = `/api/preorders/${order.id}/calendar.ics${linkKey === null ? "" : `?key=${encodeURIComponent(linkKey)}`}`;
  return (
    <>
      <ClockCorrection serverTime={order.serverTime} />
      {isOwn && <OrderWatch id={order.id} />}
      <header className="grid grid-cols-[6rem_minmax(0,1fr)] items-center gap-5 border-ink border-b pt-2 pb-6 md:grid-cols-[12rem_minmax(0,1fr)] md:gap-8">
        <ProductImage src={product.image} name={product.name} eager className="aspect-4/3 w-full rounded-sm" />
        <div className="grid justify-items-start gap-2">
          <StateBadge state={`order.${order.state}`} note={notes(order.state)} />
          <h1 className="headline text-2xl md:text-4xl">
            <Link href={`/products/${product.slug}`} className="underline-offset-4 hover:underline">
              {product.name} {edition.name}
            </Link>
          </h1>
          <p className="font-mono text-sm text-soft">{t("title", { number: orderNumber(order.id) })}</p>
        </div>
      </header>
      {isOwn && order.convertedTo && <BecameNote id={order.convertedTo} edition={became} />}
      <div className="grid gap-x-16 gap-y-12 pt-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="grid content-start gap-12">
          {order.canPay && <PayAgain order={order} />}
          {!isOwn && <ByLink order={order} />}
          {!order.canPay && <BackFromBank order={order} linkKey={linkKey} />}
          <LatePayment order={order} />
          <Released order={order} />
          {order.balance.state === "at_risk" && <BalanceSection order={order} linkKey={linkKey} />}
          {lacksAddress(order) && (
            <Part title={where("title")}>
              <OrderAddress order={order} linkKey={linkKey} saved={addresses} />
            </Part>
          )}
          {order.undoUntil && <LockSection order={order} />}
          <Part title={t("progress")}>
            {isOwn && order.convertedFrom && <FromNote id={order.convertedFrom} />}
            <OrderTimeline order={order} />
          </Part>
          {isOwn && !order.undoUntil && <LockSection order={order} />}
          {order.balance.state !== "at_risk" && <BalanceSection order={order} linkKey={linkKey} />}
          {isOwn && isRefundable && (
            <Part title={t("refund")}>
              <RefundClock order={order} />
              {order.canCancel && <CancelOrder order={order} />}
            </Part>
          )}
          {coolingOff && (
            <Part title={words("coolingOff.title")}>
              <OrderCoolingOff terms={coolingOff} serverTime={order.serverTime} hasPage={hasReturnsPage} />
            </Part>
          )}
          {isOwn && mayChange && (
            <Part title={words("change.title")}>
              <ChangePart orderId={order.id} />
            </Part>
          )}
        </div>
        <div className="grid content-start gap-12">
          <Part title={t("promise")}>
            <dl className="grid gap-4">
              <Fact name={way(isWayless ? "window.leaves" : "window.arrives")} big>
                {order.window ? <DeliveryWindow window={order.window} /> : t("noWindow")}
              </Fact>
              {order.city && <Fact name={way("order.city")}>{order.city}</Fact>}
              {order.wave !== null && <Fact name={way("order.wave")}>{way("wave.name", { number: order.wave })}</Fact>}
              {order.gifts.length > 0 && <Fact name={t("gifts")}>{order.gifts.join(", ")}</Fact>}
              <Fact name={t("contact")}>{order.contact}</Fact>
              {show && (
                <Fact name={t("placedIn")}>
                  <Link href={`/shows/${show.slug}`} className="underline underline-offset-4">
                    {show.title}
                  </Link>
                </Fact>
              )}
              {order.together.length > 0 && (
                <Fact name={t("together")}>
                  <ul>
                    {order.together.map(({ id, product: name, edition: which }) => (
                      <li key={id}>
                        <Link href={`/preorders/${id}`} className="underline underline-offset-4">
                          {name} {which}
                        </Link>
                      </li>
                    ))}
                  </ul>
                </Fact>
              )}
              {terms && (
                <Fact name={t("terms")}>
                  <Link
                    href={`/legal/terms?version=${terms.version}`}
                    prefetch={false}
                    className="underline underline-offset-4"
                  >
                    {t("termsVersion", { version: terms.version })}
                  </Link>
                </Fact>
              )}
            </dl>
            {isWayless && <p className="text-sm text-warn">{way("window.withoutWayOrder")}</p>}
            {isComing && (
              <a href={calendar} download className={clsx(buttonClass({ look: "line" }), "justify-self-start")}>
                <CalendarPlus aria-hidden className="size-4" />
                {t("addToCalendar")}
              </a>
            )}
            <PromiseHistory order={order} />
          </Part>
          {isComing && !lacksAddress(order) && (order.hasAddress || order.delivery !== "shipped") && (
            <Part title={where("title")}>
              <OrderAddress order={order} linkKey={linkKey} saved={addresses} />
            </Part>
          )}
          <Part title={t("letters")} id="letters">
            <BuyerThread orderId={order.id} linkKey={linkKey} letters={letters} />
          </Part>
          <Part title={t("money")}>
            <OrderMoney order={order} />
          </Part>
          <Part title={t("payments")}>
            <PaymentsTable order={order} />
            {isOwn && (
              <Link
                href={`/preorders/${order.id}/receipt`}
                className={clsx(buttonClass({ look: "line" }), "justify-self-start")}
              >
                <ReceiptText aria-hidden className="size-4" />
                {words("receipt.open")}
              </Link>
            )}
          </Part>
        </div>
      </div>
    </>
  );
}

/** The undo of a fresh lock stands first; everything else about locking after the progress. */
function LockSection({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.order");
  if (order.state !== "RESERVED" && !order.lockedAt) return null;
  return (
    <Part title={t(order.lockedAt ? "locked" : "lock")}>
      <LockPart order={order} />
    </Part>
  );
}

/** First of all when it is at risk. */
function BalanceSection({ order, linkKey }: { order: PreorderView; linkKey: string | null }) {
  const t = useTranslations("preorders.order");
  const isOpen = order.balance.canPay || (order.state === "RESERVED" && order.balance.canChangeMethod);
  if (!isOpen) return null;
  return (
    <Part title={t("balanceDue")}>
      <BalancePart order={order} linkKey={linkKey} />
    </Part>
  );
}

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id} aria-label={title} className="grid content-start gap-5">
      <h2 className="headline text-xl">{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, big = false, children }: { name: string; big?: boolean; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className={big ? "headline text-2xl" : "wrap-anywhere"}>{children}</dd>
    </div>
  );
}
