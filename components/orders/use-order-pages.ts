import { useEffect, useRef, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { OrderFilter, OrderPage, OrderRow } from "#lib/orders/schema.ts";
import { queryOf } from "./order-query.ts";

/** The orders of a filter as far as they were scrolled to. `more` reads the next page, one at a time. */
export function useOrderPages(filter: OrderFilter, first: OrderPage) {
  const [later, setLater] = useState<OrderRow[]>([]);
  const [next, setNext] = useState(first.next);
  const [hasFailed, setFailed] = useState(false);
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);

  const more = async () => {
    if (!next || reading.current) return;
    const stop = new AbortController();
    reading.current = stop;
    setFailed(false);
    try {
      const path = `/api/ops/preorders${queryOf({ ...filter, after: next })}`;
      const page = await callApi<OrderPage>("GET", path, { signal: stop.signal });
      setLater((known) => [...known, ...page.orders]);
      setNext(page.next);
    } catch {
      if (!stop.signal.aborted) setFailed(true);
    } finally {
      reading.current = null;
    }
  };

  return { orders: [...first.orders, ...later], hasMore: next !== null, hasFailed, more };
}
