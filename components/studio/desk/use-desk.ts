import { useEffect, useRef, useState } from "react";
import { useShow } from "#components/live/use-show.ts";
import { callApi } from "#components/session/call-api.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { useAct } from "../use-act.ts";

export type Desk = ReturnType<typeof useDesk>;

/** One show under the host's hands: numbers from the live line, names and prices from the catalogue, and every act. */
export function useDesk(initial: ShowView, snapshot: Snapshot) {
  const { show: live, connection, sendChat } = useShow(snapshot);
  const [view, setView] = useState(initial);
  const { busy, run } = useAct();
  const known = useRef(`${snapshot.catalog} ${snapshot.status}`);
  const address = `/api/shows/${initial.id}`;

  useEffect(() => {
    const news = `${live.catalog} ${live.status}`;
    if (known.current === news) return;
    known.current = news;
    void callApi<ShowView>("GET", address).then(setView);
  }, [address, live.catalog, live.status]);

  const stock = new Map(live.stock.map((line) => [line.editionId, line]));
  const products = view.products.map((product) => ({
    ...product,
    editions: product.editions.map((edition): EditionView => ({ ...edition, ...stock.get(edition.id) })),
  }));
  const send = (method: "POST" | "PUT" | "DELETE", path: string, body?: unknown) =>
    run(() => callApi(method, path, { body }));

  return {
    view: { ...view, products },
    live,
    connection,
    sendChat,
    busy,
    saved: setView,
    pin: (productId: string) =>
      send("PUT", `${address}/pin`, { productId: live.pinned === productId ? null : productId }),
    unpin: () => send("PUT", `${address}/pin`, { productId: null }),
    turnSales: ({ editions }: ProductView) => {
      const open = !editions.some(({ salesOpen }) => salesOpen);
      return Promise.all(editions.map(({ id }) => send("PUT", `/api/editions/${id}/sales`, { open })));
    },
    add: (productId: string) => send("POST", `${address}/products`, { productId }),
    remove: (productId: string) => send("DELETE", `${address}/products/${productId}`),
    goLive: () => run(async () => setView(await callApi<ShowView>("POST", `${address}/live`))),
    end: (closeSales: boolean) =>
      run(async () => setView(await callApi<ShowView>("POST", `${address}/end`, { body: { closeSales } }))),
  };
}
