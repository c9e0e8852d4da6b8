"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";

type NavLinkProps = {
  href: string;
  /** The pages that belong to this link besides its own, when they are not simply all below it. */
  below?: string;
  children: ReactNode;
};

export function NavLink({ href, below = href, children }: NavLinkProps) {
  const pathname = usePathname();
  const isHere = pathname === href || (below !== "/" && pathname.startsWith(below));
  return (
    <PageLink
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="inline-flex min-h-11 shrink-0 items-center whitespace-nowrap border-transparent border-b-2 font-medium text-sm text-soft transition-colors hover:text-ink aria-[current]:border-signal aria-[current]:text-ink"
    >
      {children}
    </PageLink>
  );
}
