"use client";

import { clsx } from "clsx";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useReturnFocus } from "./return-focus.ts";
import { useScopedTheme } from "./theme-scope.tsx";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. */
  actions: ReactNode;
};

/** A short matter in the middle of the screen. For anything one fills in, take a Sheet. */
export function Dialog({ open, onOpenChange, title, children, actions }: DialogProps) {
  const theme = useScopedTheme();
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content {...returnFocus} data-theme={theme} className={dialogClass}>
          <Radix.Title className="headline text-xl">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-2 text-soft">{children}</div>
          </Radix.Description>
          <div className="mt-6 flex flex-wrap justify-end gap-2">{actions}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const dialogClass = clsx(
  "fixed top-1/2 left-1/2 z-50 max-h-[86dvh] w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2",
  "animate-pop-in overflow-y-auto rounded-lg bg-raised p-6 text-ink shadow-lift outline-none",
);
