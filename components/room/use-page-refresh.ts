import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/** Reads the page's data again whenever `drawn`, the mark of what it was drawn from, changes; later while held back. */
export function usePageRefresh(drawn: number | string, isHeldBack: boolean): void {
  const router = useRouter();
  const drawnFrom = useRef(drawn);

  useEffect(() => {
    if (isHeldBack || drawn === drawnFrom.current) return;
    drawnFrom.current = drawn;
    router.refresh();
  }, [router, drawn, isHeldBack]);
}
