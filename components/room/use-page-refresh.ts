import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Reads the page's data again whenever `drawn`, the mark of what it was drawn from, changes; later while held back, and at
 * some moment within `spreadMs`.
 */
export function usePageRefresh(drawn: number | string, isHeldBack: boolean, spreadMs = 0): void {
  const router = useRouter();
  const drawnFrom = useRef(drawn);
  const spread = useRef(spreadMs);
  spread.current = spreadMs;

  useEffect(() => {
    if (isHeldBack || drawn === drawnFrom.current) return;
    const timer = setTimeout(() => {
      drawnFrom.current = drawn;
      router.refresh();
    }, Math.random() * spread.current);
    return () => clearTimeout(timer);
  }, [router, drawn, isHeldBack]);
}
