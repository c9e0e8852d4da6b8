"use client";

import { clsx } from "clsx";
import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import { useModule } from "#components/ui/use-module.ts";

const loadPopover = lazyModule(() => import("./viewer-popover.tsx"));
const afterFirstPaintMs = 2500;

type ViewerCountProps = { viewers: number; waiting?: boolean; className?: string };

/** How many people are here, with the way they are counted one tap or hover away. */
export function ViewerCount({ viewers, waiting = false, className }: ViewerCountProps) {
  const t = useTranslations("room");
  const [isAsked, setAsked] = useState(false);
  const loaded = useModule(loadPopover, isAsked ? 0 : afterFirstPaintMs);
  const look = clsx("inline-flex min-h-11 items-center gap-1.5 rounded-full px-3 font-medium text-sm", className);
  const count = (
    <>
      <Eye aria-hidden className="size-4" />
      <span data-testid="viewer-count" data-viewers={viewers} aria-hidden>
        <NumberTicker value={viewers} />
      </span>
      <span className="sr-only">{t(waiting ? "waiting" : "watching", { count: viewers })}</span>
    </>
  );
  if (isAsked && loaded) return <loaded.ViewerPopover className={look}>{count}</loaded.ViewerPopover>;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title={t("viewersExplained")}
      onClick={() => setAsked(true)}
      className={look}
    >
      {count}
    </button>
  );
}
