import Link from "next/link";
import { orderNumber } from "#lib/preorders/view.ts";

/** The way to another order, by the number that people read out. */
export function OrderLink({ id }: { id: string }) {
  return (
    <Link href={`/ops/orders/${id}`} className="font-mono underline underline-offset-4">
      {orderNumber(id)}
    </Link>
  );
}
