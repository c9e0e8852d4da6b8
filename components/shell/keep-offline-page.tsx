"use client";

import { useEffect } from "react";

/** Once the page stands, the browser keeps our offline page for the moment without a network. */
export function KeepOfflinePage() {
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    if (document.readyState === "complete") return register();
    window.addEventListener("load", register, { once: true });
    return () => window.removeEventListener("load", register);
  }, []);
  return null;
}

function register(): void {
  navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" }).catch(() => undefined);
}
