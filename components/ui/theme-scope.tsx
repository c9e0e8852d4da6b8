"use client";

import { createContext, type ReactNode, use } from "react";

type Theme = "light" | "dark";

const Scope = createContext<Theme | undefined>(undefined);

/** A part of the page with its own theme, its sheets, dialogs and tooltips included: the studio desk is always dark. */
export function ThemeScope({ theme, className, children }: { theme: Theme; className?: string; children: ReactNode }) {
  return (
    <Scope value={theme}>
      <div data-theme={theme} className={className}>
        {children}
      </div>
    </Scope>
  );
}

/** For what is rendered at the end of the body but belongs to a scope. */
export function useScopedTheme(): Theme | undefined {
  return use(Scope);
}
