import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";

export type RowWindow = {
  /** Of one row, in pixels: rows in a window are all of one height. */
  rowHeight: number;
  /** What the server draws, before the height of the window is known. */
  firstRows: number;
};

/** Which rows exist: all of them, or with a window those in sight and a few around them. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number, window: RowWindow | undefined) {
  const { rowHeight = 1, firstRows = 1 } = window ?? {};
  const virtual = useVirtualizer({
    count,
    enabled: window !== undefined,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 0, height: firstRows * rowHeight },
    overscan: 12,
  });
  if (!window) {
    return { first: 0, last: count - 1, above: 0, below: 0, reveal: () => {} };
  }
  const items = virtual.getVirtualItems();
  const [top, bottom] = [items[0], items.at(-1)];
  return {
    first: top?.index ?? 0,
    last: bottom?.index ?? -1,
    above: top?.start ?? 0,
    below: virtual.getTotalSize() - (bottom?.end ?? 0),
    reveal: (index: number) => virtual.scrollToIndex(index),
  };
}
