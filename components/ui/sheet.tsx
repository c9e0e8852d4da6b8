"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Dialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useIsThere } from "./coming-sheet.tsx";
import { IconButton } from "./icon-button.tsx";
import { useReturnFocus } from "./return-focus.ts";
import { useSwipeDown } from "./swipe-down.ts";
import { useScopedTheme } from "./theme-scope.tsx";
import { useVisibleViewport } from "./visible-viewport.ts";

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Where it stands on a wide screen; on a phone it always rises from below. */
  side?: "right" | "center";
  /** False while another site's frame, a bank's question for instance, has to be reached over it. */
  modal?: boolean;
  /** Stays in reach while the content scrolls: the one act of the sheet. */
  footer?: ReactNode;
  children: ReactNode;
};

/**
 * A sheet over the page. On a phone it takes at most 62 % of the height and dims nothing, so that a video at the top keeps
 * playing in full view; it rides above the keyboard and can be pulled down. Beside a wide page it dims nothing either.
 */
export function Sheet({
  open,
  onOpenChange,
  title,
  description,
  side = "right",
  modal = true,
  footer,
  children,
}: SheetProps) {
  const t = useTranslations("common");
  const theme = useScopedTheme();
  const returnFocus = useReturnFocus();
  useVisibleViewport(open);
  const isThere = useIsThere();
  const swipe = useSwipeDown(() => onOpenChange(false));

  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange} modal={modal}>
      <Dialog.Portal>
        <Dialog.Overlay className={clsx("fixed inset-0 z-40 animate-fade-in", side === "center" && "md:bg-scrim")} />
        <Dialog.Content
          {...returnFocus}
          onInteractOutside={(event) => !modal && event.preventDefault()}
          data-theme={theme}
          data-swipe
          onEscapeKeyDown={(event) => {
            // An open list inside takes the Escape for itself.
            if (document.activeElement?.matches("[role=combobox][aria-expanded=true]")) event.preventDefault();
          }}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={clsx(
            "fixed z-50 flex flex-col bg-raised text-ink shadow-lift outline-none",
            "max-md:inset-x-0 max-md:bottom-(--keyboard) max-md:animate-rise max-md:rounded-t-xl",
            "max-md:max-h-[min(62dvh,var(--visible-height)-7.5rem)]",
            sides[side],
            isThere && "animate-none!",
          )}
        >
          <div {...swipe} aria-hidden className="grid h-5 shrink-0 touch-none place-items-center md:hidden">
            <span className="h-1 w-10 rounded-full bg-edge" />
          </div>
          <header className="flex shrink-0 items-start justify-between gap-4 border-rule border-b px-5 pb-3 md:pt-4">
            <div className="grid min-w-0 gap-0.5 pt-1.5">
              <Dialog.Title className="headline text-xl">{title}</Dialog.Title>
              {description && <Dialog.Description className="text-sm text-soft">{description}</Dialog.Description>}
            </div>
            <Dialog.Close asChild>
              <IconButton label={t("close")} className="-mr-2.5">
                <X aria-hidden />
              </IconButton>
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4">{children}</div>
          {footer && (
            <footer className="shrink-0 border-rule border-t px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const sides = {
  right: "md:inset-y-0 md:right-0 md:w-112 md:animate-slide-in md:border-rule md:border-l",
  center: clsx(
    "md:top-1/2 md:left-1/2 md:max-h-[86dvh] md:w-[min(40rem,calc(100vw-4rem))] md:rounded-lg",
    "md:-translate-x-1/2 md:-translate-y-1/2 md:animate-pop-in",
  ),
};
