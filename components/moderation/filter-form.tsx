"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/checkbox.tsx";
import { Select } from "#components/ui/input.tsx";
import type { ChatFilter, TalkDesk } from "#lib/moderation/schema.ts";
import { useTalkAct } from "./use-talk-act.ts";

const rules = ["words", "ownList", "links", "flood", "copies", "wall", "newcomers"] as const;

type FilterFormProps = { showId: string; desk: TalkDesk; keepsAll: boolean; onDone: () => unknown };

/** What waits for a moderator: as in all shows, until this one has rules of its own. */
export function FilterForm({ showId, desk: { filter, ownFilter, seen }, keepsAll, onDone }: FilterFormProps) {
  const t = useTranslations("studio.talk");
  const { busy, run } = useTalkAct(onDone);
  const set = (change: ChatFilter | null, everywhere = false) =>
    void run(
      () => callApi("PUT", `/api/shows/${showId}/talk/filter`, { body: { filter: change, everywhere, seen } }),
      t("filterSaved"),
    );
  return (
    <section aria-labelledby="filter-heading" aria-busy={busy || undefined} className="grid gap-1">
      <h2 id="filter-heading" className="slug text-soft">
        {t("filter")}
      </h2>
      <p className="text-sm text-soft">{t("filterHint")}</p>
      {rules.map((rule) => (
        <Switch
          key={rule}
          label={t(`filterOf.${rule}`)}
          checked={filter[rule]}
          onChange={({ target: { checked } }) => set({ ...filter, [rule]: checked })}
        />
      ))}
      {keepsAll && !ownFilter && (
        <AnswerHours hours={filter.answerHours} onChoose={(answerHours) => set({ ...filter, answerHours }, true)} />
      )}
      <div className="flex flex-wrap items-center gap-2 pt-1 text-sm">
        <span className="text-soft">{t(ownFilter ? "ownForShow" : "asShop")}</span>
        {ownFilter && (
          <Button look="line" onClick={() => set(null)}>
            {t("asShop")}
          </Button>
        )}
        {ownFilter && keepsAll && (
          <Button look="line" onClick={() => set(filter, true)}>
            {t("forAll")}
          </Button>
        )}
      </div>
    </section>
  );
}

const hourSteps = [1, 4, 12, 24, 48, 72, 168];

/** The clock of reports and objections, in all shows. */
function AnswerHours({ hours, onChoose }: { hours: number; onChoose: (hours: number) => void }) {
  const t = useTranslations("studio.talk");
  const id = useId();
  const steps = hourSteps.includes(hours) ? hourSteps : [...hourSteps, hours];
  return (
    <div className="grid gap-1 pt-2 text-sm">
      <label htmlFor={id} className="text-soft">
        {t("answerHours")}
      </label>
      <Select id={id} value={hours} onChange={({ target }) => onChoose(Number(target.value))}>
        {steps.map((step) => (
          <option key={step} value={step}>
            {t("answerHoursOf", { hours: step })}
          </option>
        ))}
      </Select>
    </div>
  );
}
