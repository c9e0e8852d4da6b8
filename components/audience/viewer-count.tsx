"use client";

import { clsx } from "clsx";
import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Popover from "radix-ui/popover";
import { NumberTicker } from "#components/ui/number-ticker.tsx";

type ViewerCountProps = { viewers: number; waiting?: boolean; className?: string };

/** How many people are here, with the way they are counted one tap or hover away. */
export function ViewerCount({ viewers, waiting = false, className }: ViewerCountProps) {
  const t = useTranslations("room");
  return (
    <Popover.Root>
      <Popover.Trigger
        title={t("viewersExplained")}
        className={clsx("inline-flex min-h-11 items-center gap-1.5 rounded-full px-3 font-medium text-sm", className)}
      >
        <Eye aria-hidden className="size-4" />
        <span data-testid="viewer-count" data-viewers={viewers} aria-hidden>
          <NumberTicker value={viewers} />
        </span>
        <span className="sr-only">{t(waiting ? "waiting" : "watching", { count: viewers })}</span>
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
