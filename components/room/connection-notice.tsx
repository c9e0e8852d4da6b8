"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";

/** Says that numbers may be old while the line is down. The place exists always, so that it is announced. */
export function ConnectionNotice({ connection }: { connection: "live" | "reconnecting" }) {
  const t = useTranslations("room");
  return (
    <div role="status" data-testid="connection" data-connection={connection}>
      {connection === "reconnecting" && (
        <p className="flex min-h-9 items-center gap-2 bg-warn-wash px-4 py-1.5 font-medium text-sm text-warn">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {t("reconnecting")}
        </p>
      )}
    </div>
  );
}
