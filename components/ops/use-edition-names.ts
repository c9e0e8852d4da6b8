import { useEffect, useRef, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { StockLine } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import type { EditionName } from "./stock-table.tsx";

/** Names for every line of stock; asked for anew when a line appears that has none. */
export function useEditionNames(show: ShowView, stock: StockLine[]): EditionName[] {
  const [names, setNames] = useState(() => namesIn(show.products));
  const asked = useRef(new Set(names.map(({ id }) => id)));
  const unknown = stock.find(({ editionId }) => !asked.current.has(editionId))?.editionId;

  useEffect(() => {
    if (unknown === undefined) return;
    asked.current.add(unknown);
    void callApi<ShowView>("GET", `/api/shows/${show.id}`).then(({ products }) => setNames(namesIn(products)));
  }, [unknown, show.id]);

  return names;
}

function namesIn(products: ProductView[]): EditionName[] {
  return products.flatMap((product) =>
    product.editions.map(({ id, sku, name }) => ({ id, sku, name, product: product.name })),
  );
}
