import type { ReactNode } from "react";

type AccountPartProps = { id: string; title: string; children: ReactNode };

/** One section of the account, which the nav at the top leads to. */
export function AccountPart({ id, title, children }: AccountPartProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="grid scroll-mt-4 gap-3 border-rule border-t pt-5">
      <h2 id={`${id}-title`} className="font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
