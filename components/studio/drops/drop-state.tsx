import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { DropLine } from "#lib/live/contract.ts";

const tones = { PREPARED: "neutral", ARMED: "warn", OPEN: "signal", CLOSED: "neutral", PAUSED: "warn" } as const;

export function DropState({ drop: { status, pausedAt, pausedForVideo } }: { drop: DropLine }) {
  const t = useTranslations("dropDesk.state");
  const state = pausedAt ? "PAUSED" : status;
  return <Badge tone={tones[state]}>{t(pausedForVideo ? "PAUSED_FOR_VIDEO" : state)}</Badge>;
}
