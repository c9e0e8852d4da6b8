import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { AirHolder } from "#lib/media/schema.ts";

type TakenNoticeProps = { holder: AirHolder; busy: boolean; onTakeOver: () => void };

/** Somebody else sends this show: who, from where, since when, and the one button that changes it. */
export function TakenNotice({ holder, busy, onTakeOver }: TakenNoticeProps) {
  const t = useTranslations("studio.air.taken");
  return (
    <section aria-label={t("heading")} className="grid gap-3 border-warn border-l-4 bg-warn-wash p-4">
      <h3 className="font-medium">{t("heading")}</h3>
      <p className="text-sm">
        {holder.name || holder.device
          ? t("who", { name: holder.name || t("somebody"), device: holder.device || t("device") })
          : t("elsewhere")}{" "}
        {holder.since && t.rich("since", { time: () => <LocalTime iso={holder.since} /> })}
      </p>
      <p className="text-sm text-soft">{t("lead")}</p>
      <Button look="signal" busy={busy} onClick={onTakeOver}>
        {t("takeOver")}
      </Button>
    </section>
  );
}
