"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { NavLink } from "./nav-link.tsx";

/** Brings a viewer back to the page that they left. */
export function SignInLink({ children }: { children: ReactNode }) {
  const here = usePathname();
  const query = here === "/sign-in" ? "" : `?${new URLSearchParams({ from: here })}`;
  return <NavLink href={`/sign-in${query}`}>{children}</NavLink>;
}
