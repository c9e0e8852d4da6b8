import type { ReactNode } from "react";

/** What went wrong, said at once to those who listen; nothing while nothing did. */
export function Problem({ isBoxed = false, children }: { isBoxed?: boolean; children: ReactNode }) {
  if (!children) return null;
  return (
    <p
      role="alert"
      className={isBoxed ? "rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm" : "text-danger text-sm"}
    >
      {children}
    </p>
  );
}
