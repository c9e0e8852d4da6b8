import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { Wordmark } from "#components/shell/wordmark.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { countryName } from "#lib/addresses/countries.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import type { ShopView } from "#lib/shop/schema.ts";
import { Reference } from "./payments-table.tsx";

function sellerLines({ name, legalName, address, taxNumber }: ShopView): string {
  return [legalName || name, address, taxNumber].filter(Boolean).join("\n");
}

/** The order as a sheet of paper: what, for how much, what was paid with which reference, what was promised. */
export function Receipt({ order, shop }: { order: PreorderView; shop: ShopView }) {
  const t = useTranslations("myOrders.receipt");
  const states = useTranslations("states.order");
  const where = useTranslations("terms.country");
  const locale = useLocale();
  const { currency } = order;
  const amount = (minor: number) => <Money minor={minor} currency={currency} style="full" />;
  const isAlive = order.state !== "EXPIRED" && order.state !== "CANCELLED";
  const printed = new Date(order.serverTime).toLocaleString(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return (
    <article className="receipt mx-auto grid w-full max-w-3xl gap-8 bg-raised p-6 shadow-lift sm:p-10">
      <header className="flex flex-wrap items-end justify-between gap-4 border-ink border-b-2 pb-5">
        <div className="grid gap-1">
          <Wordmark className="h-4" textSize="text-lg" />
          <h1 className="headline text-3xl">{t("title")}</h1>
        </div>
        <p className="font-mono text-lg">{orderNumber(order.id)}</p>
      </header>
      <dl className="grid gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
        <Fact name={t("seller")}>
          <span className="whitespace-pre-line">{sellerLines(shop)}</span>
        </Fact>
        <Fact name={t("buyer")}>{order.contact}</Fact>
        <Fact name={t("placed")}>
          <LocalTime iso={order.placedAt} />
        </Fact>
        <Fact name={t("state")}>{states(order.state)}</Fact>
        {isAlive && (
          <Fact name={t("promise")}>
            <DeliveryWindow window={order.window} />
          </Fact>
        )}
        {order.city && <Fact name={t("city")}>{order.city}</Fact>}
        {order.canCancel && (
          <Fact name={t("refundable")}>
            <LocalTime iso={order.refundableUntil} />
          </Fact>
        )}
        <Fact name={t("order")}>
          <span className="break-all font-mono text-xs">{order.id}</span>
        </Fact>
      </dl>
      <table className="figures w-full text-sm">
        <thead>
          <tr className="border-ink border-b text-left">
            <Head>{t("item")}</Head>
            <Head numeric>{t("quantity")}</Head>
            <Head numeric className="max-sm:hidden">
              {t("unit")}
            </Head>
            <Head numeric>{t("sum")}</Head>
          </tr>
        </thead>
        <tbody>
          <tr className="border-rule border-b align-baseline">
            <td className="py-3 pr-3">
              <span className="block font-medium">
                {order.product.name} {order.edition.name}
              </span>
              <span className="font-mono text-soft text-xs">{order.edition.sku}</span>
            </td>
            <td className="py-3 pl-3 text-right">{order.quantity}</td>
            <td className="py-3 pl-3 text-right max-sm:hidden">{amount(order.unitMinor)}</td>
            <td className="py-3 pl-3 text-right">{amount(order.totalMinor - order.shippingMinor)}</td>
          </tr>
          {order.shippingMinor > 0 && (
            <tr className="border-rule border-b align-baseline">
              <td className="py-3 pr-3">{where("line", { country: countryName(order.country ?? "", locale) })}</td>
              <td className="py-3 pl-3 text-right">1</td>
              <td className="py-3 pl-3 text-right max-sm:hidden">{amount(order.shippingMinor)}</td>
              <td className="py-3 pl-3 text-right">{amount(order.shippingMinor)}</td>
            </tr>
          )}
        </tbody>
      </table>
      <dl className="figures grid w-full max-w-sm gap-1.5 justify-self-end text-sm">
        <Sum name={t("total")}>{amount(order.totalMinor)}</Sum>
        {order.taxMinor > 0 && <Sum name={t("tax")}>{amount(order.taxMinor)}</Sum>}
        <Sum name={t("paid")}>{amount(order.paidMinor)}</Sum>
        {isAlive && (
          <Sum name={t("due")} strong>
            {amount(order.balanceMinor)}
          </Sum>
        )}
      </dl>
      <ReceiptPayments payments={order.payments} convertedFrom={order.convertedFrom} />
      <footer className="grid gap-1 border-rule border-t pt-4 text-soft text-xs">
        <p>{t("printed", { time: printed })}</p>
        <p>{t("note")}</p>
      </footer>
    </article>
  );
}

function ReceiptPayments({ payments, convertedFrom }: Pick<PreorderView, "payments" | "convertedFrom">) {
  const t = useTranslations("myOrders.receipt");
  const words = useTranslations("preorders.order");
  const settled = payments.filter(({ state }) => state === "CAPTURED");
  if (settled.length === 0) return null;
  return (
    <section aria-label={t("payments")} className="grid gap-2">
      <h2 className="font-semibold">{t("payments")}</h2>
      <table className="figures w-full text-sm">
        <thead>
          <tr className="border-ink border-b text-left">
            <Head>{t("date")}</Head>
            <Head>{t("what")}</Head>
            <Head>{t("reference")}</Head>
            <Head numeric>{t("amount")}</Head>
          </tr>
        </thead>
        <tbody>
          {settled.map((payment) => {
            const { kind, at, reference, amountMinor, currency } = payment;
            return (
              <tr key={`${kind} ${at} ${reference}`} className="border-rule border-b align-baseline">
                <td className="py-2 pr-3">
                  <LocalTime iso={at} style="day" />
                </td>
                <td className="py-2 pr-3">{words(`kinds.${kind}`)}</td>
                <td className="wrap-anywhere py-2 pr-3 text-xs">
                  <Reference payment={payment} convertedFrom={convertedFrom} />
                </td>
                <td className="py-2 text-right">
                  <Money minor={kind === "REFUND" ? -amountMinor : amountMinor} currency={currency} style="full" />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-soft">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function Head({
  numeric = false,
  className = "",
  children,
}: {
  numeric?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <th scope="col" className={`py-2 font-normal text-soft ${numeric ? "pl-3 text-right" : "pr-3"} ${className}`}>
      {children}
    </th>
  );
}

function Sum({ name, strong = false, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        strong
          ? "flex justify-between gap-6 border-ink border-t pt-2 font-semibold text-base"
          : "flex justify-between gap-6"
      }
    >
      <dt className={strong ? "" : "text-soft"}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
