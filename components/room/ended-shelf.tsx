"use client";

import type { ProductView } from "#lib/catalog/schema.ts";
import { RoomSheets } from "./room-sheets.tsx";
import { ShelfDesk } from "./shelf-desk.tsx";
import { useRoomSheet } from "./use-room-sheet.ts";

/** What a past show had on the table, and what can still be had of it. */
export function EndedShelf({ products, isGuest }: { products: ProductView[]; isGuest: boolean }) {
  const { open, setOpen, openProduct } = useRoomSheet(products, []);
  return (
    <>
      <ShelfDesk products={products} onCompare={() => setOpen({ kind: "compare" })} onReserve={openProduct} />
      <RoomSheets
        {...{ open, products, isGuest }}
        drops={[]}
        pinned={null}
        backLabel="close"
        onProduct={openProduct}
        onCompare={() => setOpen({ kind: "compare" })}
        onClose={() => setOpen(null)}
      />
    </>
  );
}
