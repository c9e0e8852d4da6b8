import type { ReactNode } from "react";

type CardProps = { id: string; heading: string; lead?: string; children: ReactNode };

/** One part of the settings, under an address of its own. */
export function Card({ id, heading, lead, children }: CardProps) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className="grid scroll-mt-6 content-start gap-4">
      <div className="grid gap-1">
        <h2 id={`${id}-heading`} className="slug text-soft">
          {heading}
        </h2>
        {lead && <p className="text-sm text-soft">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
