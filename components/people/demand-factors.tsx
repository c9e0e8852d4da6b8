"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActSwitch } from "#components/forms/act-switch.tsx";
import { callApi } from "#components/session/call-api.ts";

/** Whether everybody who sees money has to have a second factor. */
export function DemandFactors({ isDemanded }: { isDemanded: boolean }) {
  const t = useTranslations("settings.people.factors");
  const router = useRouter();
  const turn = async (demanded: boolean) => {
    await callApi("PUT", "/api/settings/factors", { body: { demanded } });
    router.refresh();
  };
  return (
    <section aria-labelledby="demand-factors" className="grid gap-3 border-rule border-t pt-5">
      <h2 id="demand-factors" className="slug text-soft">
        {t("title")}
      </h2>
      <p className="max-w-prose text-soft">{t("lead")}</p>
      <ActSwitch name={t("name")} on={t("on")} off={t("off")} isOn={isDemanded} turn={turn} />
    </section>
  );
}
