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

export function OrderState({ state }: { state: PreorderState }) {
  const t = useTranslations("orders.states");
  return (
    <Badge tone={tones[state]}>
      <span data-testid="order-state" data-state={state}>
        {t(state)}
      </span>
    </Badge>
  );
}
