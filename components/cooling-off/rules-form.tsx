"use client";

import { useTranslations } from "next-intl";
import { EditForm } from "#components/forms/edit-form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { useSaved } from "#components/settings/use-change-shop.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type CoolingOffView, coolingOffInput } from "#lib/cooling-off/schema.ts";
import { RuleFields } from "./rule-fields.tsx";
import { starts } from "./starts.ts";
import { readRules, useRules } from "./use-rules.ts";

/** All rules in one form: they are published together, because a country stands in one of them. The guided set-up goes on to `next`. */
export function RulesForm({ version, rules: initial, next }: CoolingOffView & { next?: string }) {
  const t = useTranslations("settings.coolingOff");
  const guide = useTranslations("settings.guide");
  const saved = useSaved(next, t("saved"));
  const rules = useRules(initial);
  const adders = (
    <div className="flex flex-wrap gap-2">
      {(["eu", "cn", "rest"] as const).map((start) => (
        <Button key={start} look="line" size="sm" onClick={() => rules.add(starts[start])}>
          {t(`add.${start}`)}
        </Button>
      ))}
    </div>
  );
  return (
    <EditForm
      schema={coolingOffInput}
      read={() => ({ after: version, rules: readRules(rules.rows) })}
      send={async (body) => {
        await callApi("POST", "/api/settings/cooling-off", { body });
        saved();
      }}
      label={next ? guide("save") : t("save")}
      isPart
      className="max-w-3xl"
    >
      {rules.rows.length === 0 ? (
        <EmptyState title={t("emptyTitle")} action={adders}>
          {t("empty")}
        </EmptyState>
      ) : (
        <>
          {rules.rows.map((row, index) => (
            <RuleFields key={row.key} {...{ row, index, rules }} />
          ))}
          {adders}
          <p className="text-sm text-soft">{t("lawyer")}</p>
        </>
      )}
    </EditForm>
  );
}
