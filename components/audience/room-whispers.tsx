"use client";

import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTalkDesk } from "#components/moderation/use-talk-desk.ts";
import { serverTime, useNow } from "#components/ui/clock.ts";

const shown = 3;
const freshMs = 10 * 60_000;

/** The last whispers, at the end of the talk, while they are fresh. */
export function RoomWhispers({ showId }: { showId: string }) {
  const t = useTranslations("room.chat");
  const { desk } = useTalkDesk(showId, null);
  const now = useNow(serverTime());
  const fresh = (desk?.whispers ?? []).filter(({ at }) => now - Date.parse(at) < freshMs).slice(-shown);
  return (
    <ul className="grid gap-1">
      {fresh.map(({ id, name, body }) => (
        <li
          key={id}
          className="wrap-anywhere mt-1 rounded-lg border-warn border-l-2 bg-warn-wash px-3 py-1 text-ink text-sm leading-5"
        >
          <EyeOff aria-label={t("whispered")} className="mr-1.5 inline size-4 text-warn" />
          <span className="mr-1.5 font-medium">{name}</span>
          {body}
        </li>
      ))}
    </ul>
  );
}
