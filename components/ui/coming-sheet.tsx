"use client";

import { createContext, type ReactNode, use } from "react";

const Coming = createContext(false);

/** Around a sheet whose place is taken already by an empty one, which rose for it. */
export function ComingSheet({ children }: { children: ReactNode }) {
  return <Coming value>{children}</Coming>;
}

/** Whether the sheet need not rise any more. */
export function useIsThere(): boolean {
  return use(Coming);
}
