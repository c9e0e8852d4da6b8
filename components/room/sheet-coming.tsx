"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** Stands where the sheet will: the tap was heard, the rest is on its way. */
export function SheetComing({ onClose }: { onClose: () => void }) {
  const t = useTranslations("common");
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key === "Escape") onClose();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [onClose]);
  return (
    <div
      role="status"
      data-coming
      className="fixed inset-x-0 bottom-0 z-50 grid h-[62dvh] animate-rise content-start gap-4 rounded-t-xl bg-raised px-5 py-4 shadow-lift md:inset-y-0 md:right-0 md:left-auto md:h-auto md:w-112 md:animate-slide-in md:rounded-none"
    >
      <IconButton label={t("close")} onClick={onClose} className="-mr-2.5 justify-self-end">
        <X aria-hidden />
      </IconButton>
      <Skeleton className="h-8 w-2/3" />
      <Skeleton className="h-24" />
      <Skeleton className="h-12" />
    </div>
  );
}
