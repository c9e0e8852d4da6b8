import type { ReactNode } from "react";

/** Stands in for a part of the record that has no rows. */
export function NothingHere({ children }: { children: ReactNode }) {
  return <p className="border-ink border-t py-2 text-sm text-soft">{children}</p>;
}
