import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { earlyInWords } from "./early-start.ts";
import type { GoingLive as Going } from "./use-going-live.ts";

type GoingLiveProps = { going: Going; startsAt: string };

/** Asks before a start that is early, then counts down above everything, with the one way back. */
export function GoingLive({ going, startsAt }: GoingLiveProps) {
  const t = useTranslations("studio.air.early");
  const { unit, count } = earlyInWords(going.early ?? 0);
  return (
    <>
      <Confirm
        open={going.early !== null}
        onOpenChange={(open) => !open && going.takeBack()}
        title={t("heading", { early: t(unit, { count }) })}
        confirmLabel={t("confirm")}
        cancelLabel={t("cancel")}
        look="signal"
        onConfirm={going.confirm}
      >
        <p>{t.rich("lead", { time: () => <LocalTime iso={startsAt} /> })}</p>
      </Confirm>
      {going.left !== null && (
        <div
          role="timer"
          aria-live="assertive"
          data-testid="going-live"
          className="pointer-events-auto fixed inset-x-3 top-3 z-50 mx-auto flex max-w-xl animate-fade-in items-center gap-4 rounded-sm border border-signal bg-raised p-3 shadow-lg"
        >
          <span className="numeral w-16 text-center text-5xl text-signal-ink">{going.left}</span>
          <p className="min-w-0 flex-1 text-sm">{t("counting")}</p>
          <Button look="line" onClick={going.takeBack}>
            {t("takeBack")}
          </Button>
        </div>
      )}
    </>
  );
}
