import Link from "next/link";
import { orderNumber } from "#lib/preorders/view.ts";

/** The order that a row is about, and whom it belongs to. */
export function OrderLink({ id, who }: { id: string; who?: string }) {
  return (
    <span className="grid">
      <Link href={`/preorders/${id}`} tabIndex={-1} className="w-fit font-mono text-xs underline underline-offset-4">
        {orderNumber(id)}
      </Link>
      {who && <span className="wrap-anywhere text-soft text-xs">{who}</span>}
    </span>
  );
}
