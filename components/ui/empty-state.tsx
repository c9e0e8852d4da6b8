import type { ReactNode } from "react";

type EmptyStateProps = {
  title: ReactNode;
  /** What will stand here, and what to do so that it does. */
  children: ReactNode;
  action?: ReactNode;
};

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="grid content-start justify-items-start gap-3 border-ink border-t py-8">
      <h2 className="headline text-xl">{title}</h2>
      <div className="max-w-prose text-soft">{children}</div>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
