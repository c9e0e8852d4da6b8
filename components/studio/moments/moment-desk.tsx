"use client";

import { Plus, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { isOver, type Snapshot } from "#lib/live/contract.ts";
import type { MomentInput, MomentView } from "#lib/moments/schema.ts";
import { MomentForm } from "./moment-form.tsx";

type MomentDeskProps = { showId: string; live: Snapshot };

/** What the room will celebrate, and what it has: each comes once, by itself or by hand. */
export function MomentDesk({ showId, live }: MomentDeskProps) {
  const t = useTranslations("polls.moments");
  const { busy, run } = useAct();
  const [moments, setMoments] = useState<MomentView[] | null>(null);
  const [isAdding, setAdding] = useState(false);
  const path = `/api/shows/${showId}/moments`;
  const read = useCallback(async () => setMoments(await callApi<MomentView[]>("GET", path)), [path]);
  const last = live.moments?.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when one has come
  useEffect(() => void read().catch(() => undefined), [read, last]);
  const act = (work: () => Promise<unknown>) => void run(() => work().then(read));
  return (
    <section aria-labelledby="moments-heading" data-testid="moment-desk" className="grid min-w-0 grid-cols-1">
      <div className="flex min-h-12 items-center justify-between gap-4 border-rule border-b px-4">
        <h2 id="moments-heading" className="slug text-soft">
          {t("heading")}
        </h2>
        {!isOver(live.status) && (
          <Button look="plain" size="sm" onClick={() => setAdding(true)} className="max-md:min-h-11">
            <Plus aria-hidden className="size-4" />
            {t("new")}
          </Button>
        )}
      </div>
      {moments?.length === 0 && <p className="border-rule border-b px-4 py-3 text-sm text-soft">{t("empty")}</p>}
      <ul>
        {moments?.map((moment) => (
          <MomentRow
            key={moment.id}
            {...{ moment, busy }}
            canFire={live.status === "LIVE"}
            onFire={() => act(() => callApi("POST", `${path}/${moment.id}/firing`, { body: {} }))}
            onDiscard={() => act(() => callApi("DELETE", `${path}/${moment.id}`))}
          />
        ))}
      </ul>
      <Sheet open={isAdding} onOpenChange={setAdding} title={t("new")}>
        {isAdding && (
          <MomentForm
            onCancel={() => setAdding(false)}
            onSend={async (input: MomentInput) => {
              await callApi("POST", path, { body: input });
              setAdding(false);
              await read();
            }}
          />
        )}
      </Sheet>
    </section>
  );
}

type MomentRowProps = {
  moment: MomentView;
  busy: boolean;
  canFire: boolean;
  onFire: () => void;
  onDiscard: () => void;
};

function MomentRow({ moment, busy, canFire, onFire, onDiscard }: MomentRowProps) {
  const t = useTranslations("polls.moments");
  const format = useFormatter();
  const { kind, threshold, text, firedAt } = moment;
  const when = t(`when.${kind}`, { figure: format.number(threshold) });
  return (
    <li data-testid="moment-row" className="flex items-center gap-2 border-rule border-b px-4 py-1">
      <div className="grid min-w-0 flex-1">
        <p className="truncate">{text || when}</p>
        <p className="truncate text-sm text-soft">
          {firedAt ? t("came", { at: format.dateTime(new Date(firedAt), { timeStyle: "short" }) }) : when}
        </p>
      </div>
      <IconButton
        small
        label={t("discardOf", { text: text || when })}
        disabled={busy}
        onClick={onDiscard}
        className="max-md:size-11"
      >
        <Trash2 aria-hidden />
      </IconButton>
      {!firedAt && (
        <Button
          size="sm"
          look="line"
          aria-label={t("fireOf", { text: text || when })}
          disabled={!canFire || busy}
          onClick={onFire}
          className="min-h-11"
        >
          {t("fire")}
        </Button>
      )}
    </li>
  );
}
