"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { callApi } from "#components/session/call-api.ts";
import { Switch } from "#components/ui/checkbox.tsx";
import { Select } from "#components/ui/input.tsx";
import type { TalkRules as Rules } from "#lib/live/contract.ts";
import { useTalkAct } from "./use-talk-act.ts";

const slowSteps = [0, 5, 10, 30, 60, 300];
const delaySteps = [0, 1, 2, 3, 5, 8, 10];
const speakers = ["everyone", "members", "buyers", "staff"] as const;

type TalkRulesProps = { showId: string; rules: Rules; delaySeconds: number; seen: number; onDone: () => unknown };

/** How often, who, what, and how late; each holds at once, and shows what the server says. */
export function TalkRules({ showId, rules, delaySeconds, seen, onDone }: TalkRulesProps) {
  const t = useTranslations("studio.talk");
  const { busy, run } = useTalkAct(onDone);

  function set(change: Partial<Rules & { delaySeconds: number }>) {
    const body = { emojiOnly: false, ...rules, delaySeconds, ...change, seen };
    void run(() => callApi("PUT", `/api/shows/${showId}/talk`, { body }), t("rulesSaved"));
  }

  return (
    <section aria-label={t("rules")} aria-busy={busy || undefined} className="grid gap-3">
      <Steps
        label={t("slow")}
        value={rules.slowSeconds}
        steps={slowSteps}
        say={(seconds) => (seconds === 0 ? t("slowOff") : t("slowSeconds", { seconds }))}
        onChoose={(slowSeconds) => set({ slowSeconds })}
      />
      <Choice
        label={t("speakers")}
        value={rules.speakers}
        options={speakers.map((one) => ({ value: one, label: t(`speakersOf.${one}`) }))}
        onChoose={(chosen) => set({ speakers: speakers.find((one) => one === chosen) ?? "everyone" })}
      />
      <Steps
        label={t("delay")}
        hint={t("delayHint")}
        value={delaySeconds}
        steps={delaySteps}
        say={(seconds) => (seconds === 0 ? t("delayOff") : t("delaySeconds", { seconds }))}
        onChoose={(seconds) => set({ delaySeconds: seconds })}
      />
      <Switch
        label={t("links")}
        hint={t(rules.links ? "linksOn" : "linksOff")}
        checked={rules.links}
        onChange={({ target: { checked } }) => set({ links: checked })}
      />
      <Switch
        label={t("emojiOnly")}
        hint={t("emojiOnlyHint")}
        checked={rules.emojiOnly ?? false}
        onChange={({ target: { checked } }) => set({ emojiOnly: checked })}
      />
    </section>
  );
}

type StepsProps = {
  label: string;
  hint?: string;
  value: number;
  steps: number[];
  say: (seconds: number) => string;
  onChoose: (seconds: number) => void;
};

function Steps({ value, steps, say, onChoose, ...words }: StepsProps) {
  const all = steps.includes(value) ? steps : [...steps, value];
  const options = all.map((seconds) => ({ value: String(seconds), label: say(seconds) }));
  return <Choice {...words} value={String(value)} options={options} onChoose={(chosen) => onChoose(Number(chosen))} />;
}

type ChoiceProps = {
  label: string;
  hint?: string;
  value: string;
  options: { value: string; label: string }[];
  onChoose: (value: string) => void;
};

function Choice({ label, hint, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="grid gap-1 text-sm">
      <label htmlFor={id} className="text-soft">
        {label}
      </label>
      <Select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
      {hint && <p className="text-soft">{hint}</p>}
    </div>
  );
}
