import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RulesForm } from "#components/cooling-off/rules-form.tsx";
import { SettingsFrame } from "#components/settings/settings-frame.tsx";
import { container } from "#lib/container.ts";
import { readRules } from "#lib/cooling-off/queries.ts";
import { requireOwner } from "../../require-owner.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.coolingOff"))("heading") };
}

export default async function CoolingOffPage() {
  const { name } = await requireOwner("/settings/cooling-off");
  const t = await getTranslations("settings.coolingOff");
  const { version, rules } = await readRules(container().db);
  return (
    <SettingsFrame person={name}>
      <header className="grid gap-1">
        <h1 className="headline text-2xl">{t("heading")}</h1>
        <p className="max-w-prose text-soft">{t("lead")}</p>
      </header>
      <RulesForm key={version} version={version} rules={rules} />
    </SettingsFrame>
  );
}
