import { useEffect, useRef, useState } from "react";

const shownForMs = 5000;

/** How many units came back in the last seconds; 0 when none. `returned` only ever grows, so a lost frame loses nothing. */
export function useJustBack(returned: number): number {
  const seen = useRef(returned);
  const [back, setBack] = useState(0);

  useEffect(() => {
    const more = returned - seen.current;
    seen.current = returned;
    if (more > 0) setBack((before) => before + more);
  }, [returned]);

  useEffect(() => {
    if (back === 0) return;
    const timer = setTimeout(() => setBack(0), shownForMs);
    return () => clearTimeout(timer);
  }, [back]);

  return back;
}
