import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";

/** Devices, sound and shape: open while the show is made ready, one row once it is on air. */
export function DeviceFold({ isOnAir, children }: { isOnAir: boolean; children: ReactNode }) {
  const t = useTranslations("studio.air");
  const [isOpen, setOpen] = useState(!isOnAir);

  useEffect(() => setOpen(!isOnAir), [isOnAir]);

  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => setOpen(open)}
      className="group/fold border-rule border-t"
    >
      <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between font-medium text-sm hover:text-ink">
        {t("devices")}
        <ChevronDown aria-hidden className="size-4 transition-transform group-open/fold:rotate-180" />
      </summary>
      <div className="grid gap-4 pb-2">{children}</div>
    </details>
  );
}
