"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const every = 15_000;

/** Reads the desk again now and then while somebody looks at it and types nothing. */
export function DeskRefresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      const isTyping = document.activeElement?.matches("input, textarea, select");
      if (document.visibilityState === "visible" && !isTyping) router.refresh();
    }, every);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
