import type { ReactNode } from "react";

/** One line of what a buyer would agree to, in a `dl`. */
export function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-rule border-b py-2">
      <dt className="text-soft">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
