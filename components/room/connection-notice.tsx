"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Feed } from "#components/live/use-polled-room.ts";

/** Says that numbers may be old while the line is down. The place exists always, so that it is announced. */
export function ConnectionNotice({ connection }: { connection: Feed }) {
  const t = useTranslations("room");
  return (
    <div role="status" data-testid="connection" data-connection={connection} className="tall:px-2 tall:*:rounded-lg">
      {connection !== "live" && (
        <p className="flex min-h-9 items-center gap-2 bg-warn-wash px-4 py-1.5 font-medium text-sm text-warn">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {t(connection)}
        </p>
      )}
    </div>
  );
}
