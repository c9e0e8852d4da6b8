import { useFormatter, useTranslations } from "next-intl";
import { useNow } from "#components/ui/clock.ts";
import type { SourcesView } from "#lib/sources/schema.ts";

type TurnedAwayProps = NonNullable<SourcesView["rejected"]>;

const shownForMs = 600_000;

/** Somebody pressed "start" in an encoder and was refused: when, from where, and what to do about it. */
export function TurnedAway({ at, reason, address }: TurnedAwayProps) {
  const t = useTranslations("sources");
  const format = useFormatter();
  const now = Math.max(useNow(Date.parse(at)), Date.parse(at));
  if (now - Date.parse(at) > shownForMs) return null;
  return (
    <p
      role="alert"
      data-testid="turned-away"
      data-reason={reason}
      className="border-warn border-l-4 bg-warn-wash p-3 text-sm"
    >
      {t("rejected", { ago: format.relativeTime(new Date(at), now), address })} {t(`trouble.${reason}`)}
    </p>
  );
}
