"use client";

import { useTranslations } from "next-intl";
import * as Popover from "radix-ui/popover";
import type { ReactNode } from "react";

/** How viewers are counted, open at first. */
export function ViewerPopover({ className, children }: { className: string; children: ReactNode }) {
  const t = useTranslations("room");
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger title={t("viewersExplained")} className={className}>
        {children}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={4}
          collisionPadding={12}
          className="z-50 grid max-w-72 animate-pop-in gap-1 rounded-sm bg-ink p-4 text-paper text-sm shadow-lift"
        >
          <strong className="font-semibold">{t("viewersTitle")}</strong>
          <p>{t("viewersExplained")}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
