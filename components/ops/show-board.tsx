"use client";

import { clsx } from "clsx";
import { useBoard } from "#components/live/use-board.ts";
import { useShow } from "#components/live/use-show.ts";
import { usePageRefresh } from "#components/room/use-page-refresh.ts";
import type { Board, Snapshot } from "#lib/live/contract.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { BoardHead } from "./board-head.tsx";
import { Legend } from "./legend.tsx";
import { MinuteChart } from "./minute-chart.tsx";
import { MoneyStrip } from "./money-strip.tsx";
import { NewestOrders } from "./newest-orders.tsx";
import { OrderStates } from "./order-states.tsx";
import { StockTable } from "./stock-table.tsx";
import { useWall } from "./use-wall.ts";

type ShowBoardProps = {
  show: ShowView;
  initial: Board;
  /** For what the board does not carry: whether the show and its picture run, and when its catalogue changes. */
  snapshot: Snapshot;
};

const chartHeight = { page: 200, wall: 340 };

/** One show as the people behind it watch it: money, orders, stock, pushed as they change. */
export function ShowBoard({ show, initial, snapshot }: ShowBoardProps) {
  const { board, connection } = useBoard(initial);
  const { show: live } = useShow(snapshot, { watching: false });
  usePageRefresh(`${snapshot.catalog} ${snapshot.status}`, `${live.catalog} ${live.status}`);
  const editions = show.products.flatMap((product) =>
    product.editions.map(({ id, sku, name }) => ({ id, sku, name, product: product.name })),
  );
  const { wall, isWall, toggle } = useWall<HTMLDivElement>();
  return (
    <div ref={wall} className={clsx("bg-paper px-4 py-5 lg:px-6", isWall && "overflow-y-auto")}>
      <div className={clsx("mx-auto grid gap-6", isWall ? "max-w-none" : "max-w-[100rem]")}>
        <BoardHead show={show} live={live} board={board} connection={connection} isWall={isWall} onWall={toggle} />
        <div className="grid gap-6 border-ink border-t pt-5">
          <MoneyStrip money={board.money} />
        </div>
        <div className="border-rule border-t pt-5">
          <OrderStates orders={board.orders} />
        </div>
        <div className="grid gap-x-10 gap-y-8 border-rule border-t pt-5 xl:grid-cols-[minmax(0,6fr)_minmax(0,7fr)]">
          <MinuteChart minutes={board.minutes} until={board.at} height={isWall ? chartHeight.wall : chartHeight.page} />
          <StockTable stock={board.stock} sales={board.sales} editions={editions} />
        </div>
        <div className="border-rule border-t pt-5">
          <NewestOrders orders={board.newest} />
        </div>
        {!isWall && <Legend />}
      </div>
    </div>
  );
}
