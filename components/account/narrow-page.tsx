import type { ReactNode } from "react";
import { ClientWords } from "#components/shell/client-words.tsx";

/** A page with one small form on it. */
export function NarrowPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <div className="page-column grid justify-items-center pt-12">
      <div className="grid w-full max-w-md gap-6">
        <div className="grid gap-2">
          <h1 className="headline text-4xl">{title}</h1>
          {lead && <p className="text-soft">{lead}</p>}
        </div>
        <ClientWords speak={["account", "signIn"]}>{children}</ClientWords>
      </div>
    </div>
  );
}
