import { clsx } from "clsx";
import { Flag } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OrderRow } from "#lib/orders/schema.ts";
import { orderNumber } from "#lib/preorders/view.ts";
import { OrderState } from "./order-state.tsx";

export const orderColumns = [
  { name: "at", isNumeric: false },
  { name: "number", isNumeric: false },
  { name: "state", isNumeric: false },
  { name: "buyer", isNumeric: false },
  { name: "contact", isNumeric: false },
  { name: "edition", isNumeric: false },
  { name: "quantity", isNumeric: true },
  { name: "totalMinor", isNumeric: true },
  { name: "paidMinor", isNumeric: true },
  { name: "show", isNumeric: false },
] as const;

/** One order across the columns; its number is the way to it. */
export function OrderCells({ order }: { order: OrderRow }) {
  const t = useTranslations("orders.table");
  const format = useFormatter();
  return (
    <>
      <Cell>
        <LocalTime iso={order.at} style="minute" />
      </Cell>
      <Cell>
        <span className="flex items-center gap-1.5">
          <Link
            href={`/ops/orders/${order.id}`}
            tabIndex={-1}
            prefetch={false}
            className="font-mono text-xs underline underline-offset-4"
          >
            {orderNumber(order.id)}
          </Link>
          {order.flagged && (
            <span title={t("marked")} className="text-warn">
              <Flag aria-label={t("marked")} className="size-3.5" />
            </span>
          )}
        </span>
      </Cell>
      <Cell>
        <OrderState state={order.state} />
      </Cell>
      <Cell cut>{order.buyer === order.contact ? <span className="text-faint">{t("guest")}</span> : order.buyer}</Cell>
      <Cell cut>{order.contact}</Cell>
      <Cell cut title={order.sku}>
        {order.product} · {order.edition}
      </Cell>
      <Cell isNumeric>{format.number(order.quantity)}</Cell>
      <Cell isNumeric>
        <Money minor={order.totalMinor} currency={order.currency} />
      </Cell>
      <Cell isNumeric>
        <Money minor={order.paidMinor} currency={order.currency} />
      </Cell>
      <Cell cut>{order.show}</Cell>
    </>
  );
}

type CellProps = { isNumeric?: boolean; cut?: boolean; title?: string; children: ReactNode };

function Cell({ isNumeric = false, cut = false, title, children }: CellProps) {
  return (
    <td
      title={title}
      className={clsx("whitespace-nowrap px-3 first:pl-1", isNumeric && "text-right", cut && "max-w-52 truncate")}
    >
      {children}
    </td>
  );
}
