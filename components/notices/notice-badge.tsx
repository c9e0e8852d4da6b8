import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { NoticeState } from "#lib/notices/schema.ts";

export function NoticeBadge({ state }: { state: NoticeState }) {
  const t = useTranslations("ops.outbox");
  return (
    <Badge tone={tones[state]} title={t(`stateNotes.${state}`)}>
      {t(`states.${state}`)}
    </Badge>
  );
}

const tones = {
  WAITING: "warn",
  SENT: "ok",
  KEPT: "neutral",
  FAILED: "danger",
  STALE: "neutral",
} satisfies Record<NoticeState, Tone>;
