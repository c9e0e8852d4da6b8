"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActSwitch } from "#components/forms/act-switch.tsx";
import { callApi } from "#components/session/call-api.ts";

type SalesSwitchProps = {
  editionId: string;
  name: string;
  open: boolean;
  /** Reload the page's data afterwards, where no live line brings the news. */
  refresh?: boolean;
};

/** Opens and closes the sales of one edition. */
export function SalesSwitch({ editionId, name, open, refresh = false }: SalesSwitchProps) {
  const t = useTranslations("studio.sales");
  const router = useRouter();
  return (
    <ActSwitch
      name={t("of", { edition: name })}
      on={t("open")}
      off={t("closed")}
      isOn={open}
      turn={async (to) => {
        await callApi("PUT", `/api/editions/${editionId}/sales`, { body: { open: to } });
        if (refresh) router.refresh();
      }}
    />
  );
}
