import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/** The server keeps a page for a second, so the first answer to news may be from before them. */
const againMs = 1500;
const mostTries = 3;

/**
 * Reads the page's data again while `drawn`, the mark of what it was drawn from, is not `now`, the mark that the live line tells;
 * later while held back, and at some moment within `spreadMs`.
 */
export function usePageRefresh(
  drawn: number | string,
  now: number | string,
  { isHeldBack = false, spreadMs = 0 }: { isHeldBack?: boolean; spreadMs?: number } = {},
): void {
  const router = useRouter();
  const spread = useRef(spreadMs);
  spread.current = spreadMs;

  useEffect(() => {
    if (isHeldBack || drawn === now) return;
    let tries = 0;
    const refresh = () => {
      tries += 1;
      router.refresh();
      if (tries < mostTries) timer = setTimeout(refresh, againMs * tries);
    };
    let timer = setTimeout(refresh, Math.random() * spread.current);
    return () => clearTimeout(timer);
  }, [router, drawn, now, isHeldBack]);
}
