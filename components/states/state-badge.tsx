import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, OnAirBadge } from "#components/ui/badge.tsx";
import { type StateName, stateTones } from "./state-tones.ts";

/** The state of an order, a show, a drop, a payment, a mail or a code. `children` follow the word; `note` explains it. */
export function StateBadge({ state, note, children }: { state: StateName; note?: string; children?: ReactNode }) {
  const t = useTranslations("states");
  if (state === "show.LIVE") return <OnAirBadge />;
  const [of, name] = state.split(".");
  return (
    <Badge tone={stateTones[state]} title={note}>
      {state === "order.LOCKED" && <Lock aria-hidden className="size-3" />}
      <span data-testid={`${of}-state`} data-state={name}>
        {t(state)}
        {children}
      </span>
    </Badge>
  );
}
