"use client";

import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ActView } from "#lib/moderation/schema.ts";
import { useTalkAct } from "./use-talk-act.ts";

/** Who did what last, and the way back. */
export function ActLog({ showId, acts, onDone }: { showId: string; acts: ActView[]; onDone: () => unknown }) {
  const t = useTranslations("studio.talk");
  const { run } = useTalkAct(onDone);
  const words = (kind: string) => {
    const known = `actOf.${kind}`;
    return t(t.has(known as "actOf.other") ? (known as "actOf.other") : "actOf.other");
  };
  if (acts.length === 0) return <p className="text-sm text-soft">{t("actsEmpty")}</p>;
  return (
    <ol className="divide-y divide-rule">
      {acts.map((act) => (
        <li key={act.id} data-row tabIndex={-1} className="flex items-start gap-3 py-3 text-sm">
          <div className="grid min-w-0 flex-1 gap-0.5">
            <p className={act.undone ? "text-soft line-through" : ""}>
              <span className="font-medium">{act.by}</span> {words(act.kind)}
            </p>
            {act.about !== "" && act.kind !== "undone" && (
              <q className="wrap-anywhere line-clamp-2 text-soft">{act.about}</q>
            )}
            <p className="text-soft">
              <LocalTime iso={act.at} style="minute" />
              {act.undone && <> · {t("undoneBy", { name: act.undone.by })}</>}
            </p>
          </div>
          {act.mayUndo && (
            <Button
              look="line"
              size="sm"
              className="max-md:min-h-11"
              aria-label={t("undoOf", { act: words(act.kind) })}
              onClick={() => void run(() => callApi("DELETE", `/api/shows/${showId}/acts/${act.id}`), t("undone"))}
            >
              {t("undo")}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
