import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { PreorderState } from "#lib/preorders/schema.ts";

const tones = {
  HELD: "warn",
  RESERVED: "ok",
  LOCKED: "ok",
  READY: "signal",
  DELIVERED: "neutral",
  EXPIRED: "neutral",
  CANCELLED: "neutral",
} satisfies Record<PreorderState, Tone>;

export function StateBadge({ state }: { state: PreorderState }) {
  const t = useTranslations("preorders");
  return (
    <Badge tone={tones[state]} title={t(`stateNotes.${state}`)}>
      {state === "LOCKED" && <Lock aria-hidden className="size-3" />}
      <span data-testid="order-state" data-state={state}>
        {t(`states.${state}`)}
      </span>
    </Badge>
  );
}
