import Link from "next/link";
import { orderNumber } from "#lib/preorders/view.ts";

type OrderLinkProps = {
  id: string;
  /** In a table whose rows are walked by keys, Enter on the row follows it. */
  isInRow?: boolean;
};

/** The way to an order, by the number that people read out. */
export function OrderLink({ id, isInRow = false }: OrderLinkProps) {
  return (
    <Link
      href={`/ops/orders/${id}`}
      prefetch={isInRow ? false : undefined}
      tabIndex={isInRow ? -1 : undefined}
      className={isInRow ? "font-mono text-xs underline underline-offset-4" : "font-mono underline underline-offset-4"}
    >
      {orderNumber(id)}
    </Link>
  );
}
