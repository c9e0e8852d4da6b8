"use client";

import { type ReactNode, useSyncExternalStore } from "react";

/** Said once on the home page to whoever has just erased their account. The page itself is the same for everybody, so the address is read here. */
export function ErasedNote({ children }: { children: ReactNode }) {
  const isErased = useSyncExternalStore(
    () => () => undefined,
    () => new URLSearchParams(location.search).has("erased"),
    () => false,
  );
  if (!isErased) return null;
  return (
    <p role="status" className="page-column my-5 rounded-sm bg-ok-wash py-3 text-ok">
      {children}
    </p>
  );
}
