import { useTranslations } from "next-intl";
import { Badge, OnAirBadge } from "#components/ui/badge.tsx";
import type { ShowStatus } from "#lib/live/contract.ts";

export function StatusBadge({ status }: { status: ShowStatus }) {
  const t = useTranslations("ops.status");
  return status === "LIVE" ? <OnAirBadge /> : <Badge>{t(status)}</Badge>;
}
