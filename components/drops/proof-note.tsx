import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";

/** What the device is doing, or has done, to show that it is no bot. */
export function ProofNote({ isReady, children }: { isReady: boolean; children: ReactNode }) {
  return (
    <p role="status" className="flex items-start gap-2 text-sm text-soft">
      <ShieldCheck aria-hidden className={isReady ? "size-5 shrink-0 text-ok" : "size-5 shrink-0"} />
      {children}
    </p>
  );
}
