"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Switch } from "#components/ui/checkbox.tsx";
import { Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { TalkRules as Rules } from "#lib/live/contract.ts";

const slowSteps = [0, 5, 10, 30, 60, 300];
const speakers = ["everyone", "buyers", "staff"] as const;

/** How often, who, and whether addresses may be named; each holds at once, and shows what the server says. */
export function TalkRules({ showId, rules }: { showId: string; rules: Rules }) {
  const t = useTranslations("studio.talk");
  const { busy, run } = useAct();
  const [slowId, speakersId] = [useId(), useId()];
  const steps = slowSteps.includes(rules.slowSeconds) ? slowSteps : [...slowSteps, rules.slowSeconds];

  async function set(change: Partial<Rules>) {
    const { slowSeconds, links } = rules;
    const body = { slowSeconds, speakers: rules.speakers, links, ...change };
    if (await run(() => callApi("PUT", `/api/shows/${showId}/talk`, { body })))
      showToast({ tone: "ok", text: t("rulesSaved") });
  }

  return (
    <section aria-label={t("rules")} aria-busy={busy || undefined} className="grid gap-3 sm:grid-cols-3 sm:items-end">
      <label htmlFor={slowId} className="grid gap-1 text-sm">
        <span className="text-soft">{t("slow")}</span>
        <Select
          id={slowId}
          value={rules.slowSeconds}
          onChange={({ target }) => void set({ slowSeconds: Number(target.value) })}
        >
          {steps.map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0 ? t("slowOff") : t("slowSeconds", { seconds })}
            </option>
          ))}
        </Select>
      </label>
      <label htmlFor={speakersId} className="grid gap-1 text-sm">
        <span className="text-soft">{t("speakers")}</span>
        <Select
          id={speakersId}
          value={rules.speakers}
          onChange={({ target }) => void set({ speakers: speakers.find((one) => one === target.value) ?? "everyone" })}
        >
          {speakers.map((one) => (
            <option key={one} value={one}>
              {t(`speakersOf.${one}`)}
            </option>
          ))}
        </Select>
      </label>
      <Switch
        label={t("links")}
        hint={t(rules.links ? "linksOn" : "linksOff")}
        checked={rules.links}
        onChange={({ target: { checked } }) => void set({ links: checked })}
      />
    </section>
  );
}
