import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/clock.ts";
import { undoEndMinutes } from "#lib/shows/schema.ts";
import type { Desk } from "./use-desk.ts";

type UndoEndProps = { desk: Desk; endedAt: string; renderedAt: number; onUndone: () => void };

/** For ten minutes the end can be taken back, with the time that is left; then nothing stands here. */
export function UndoEnd({ desk, endedAt, renderedAt, onUndone }: UndoEndProps) {
  const t = useTranslations("studio.end");
  const left = Math.ceil((Date.parse(endedAt) + undoEndMinutes * 60_000 - useNow(renderedAt)) / 1000);
  if (left <= 0) return null;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return (
    <div className="grid gap-2 border-signal border-l-4 bg-raised p-4">
      <p className="text-sm">{t("undoLead")}</p>
      <Button
        look="signal"
        busy={desk.busy}
        onClick={() => void desk.undoEnd().then((isDone) => isDone && onUndone())}
        className="justify-self-start"
      >
        {t("undo")} <span className="figures font-normal">{clock}</span>
      </Button>
    </div>
  );
}
