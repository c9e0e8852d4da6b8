import { useRouter } from "next/navigation";
import type { RefObject } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { useShow } from "#components/live/use-show.ts";
import type { Moment } from "#components/media/broadcast/air-messages.ts";
import { usePageRefresh } from "#components/room/use-page-refresh.ts";
import { useServerClock } from "#components/room/use-server-clock.ts";
import { callApi } from "#components/session/call-api.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { HaltKind, ShowSales, Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { useGoingLive } from "./use-going-live.ts";
import { useShowSales } from "./use-show-sales.ts";

export type Desk = ReturnType<typeof useDesk>;

/** One show under the host's hands: numbers from the live line, names and prices from the page, and every act. */
export function useDesk(
  show: ShowView,
  { snapshot, sales: known }: { snapshot: Snapshot; sales: ShowSales[] },
  moment: RefObject<() => Moment | undefined>,
) {
  const { show: live, connection, sendChat } = useShow(snapshot, { watching: false });
  const { refresh } = useRouter();
  const { busy, run } = useAct();
  usePageRefresh(`${snapshot.catalog} ${snapshot.status}`, `${live.catalog} ${live.status}`);
  useServerClock(live, snapshot);

  const sales = useShowSales(show.id, known, live);

  const address = `/api/shows/${show.id}`;
  const stock = new Map(live.stock.map((line) => [line.editionId, line]));
  const products = show.products.map((product) => ({
    ...product,
    editions: product.editions.map((edition): EditionView => ({ ...edition, ...stock.get(edition.id) })),
  }));
  const send = (method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown) =>
    run(() => callApi(method, path, { body }));

  const going = useGoingLive(show.startsAt, live.status, () => send("POST", `${address}/live`));

  // Everybody sees it with the picture that the host looks at now.
  const pin = (productId: string | null) => send("PUT", `${address}/pin`, { productId, moment: moment.current() });

  return {
    view: { ...show, products },
    live,
    /** By edition, from orders placed in this show alone. */
    sales,
    connection,
    sendChat,
    busy,
    refresh,
    pin: (productId: string) => pin(live.pinned === productId ? null : productId),
    unpin: () => pin(null),
    halt: (kind: HaltKind, on: boolean) => send("PUT", `${address}/halts`, { kind, on }),
    /** Opening leaves out editions of prepared drops: nothing is set aside for those yet. Returns what stays closed. */
    turnSales: async ({ editions }: ProductView, keptForDrops: string[] = []) => {
      const open = !editions.some(({ salesOpen }) => salesOpen);
      const turned = editions.filter(({ id }) => !open || !keptForDrops.includes(id));
      await Promise.all(turned.map(({ id }) => send("PUT", `/api/editions/${id}/sales`, { open })));
      return editions.filter((edition) => !turned.includes(edition));
    },
    add: (productId: string) => send("POST", `${address}/products`, { productId }),
    remove: (productId: string) => send("DELETE", `${address}/products/${productId}`),
    /** The product comes to stand at this place of the run list, from 0. */
    move: (productId: string, place: number) => {
      const ids = products.map(({ id }) => id).filter((id) => id !== productId);
      return send("PUT", `${address}/products/order`, { ids: ids.toSpliced(place, 0, productId) });
    },
    turnPicture: (isPortrait: boolean) => send("PATCH", address, { isPortrait }),
    going,
    /** Whether the show is on air then: an early start asks, counts down and may be taken back. */
    goLive: going.begin,
    end: (closeSales: boolean) => send("POST", `${address}/end`, { closeSales }),
    undoEnd: () => send("DELETE", `${address}/end`),
  };
}
