"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Switch } from "#components/ui/checkbox.tsx";

type SalesSwitchProps = {
  editionId: string;
  name: string;
  /** What the server says now; the switch never runs ahead of it. */
  open: boolean;
  /** Reload the page's data afterwards, where no live line brings the news. */
  refresh?: boolean;
};

/** Opens and closes the sales of one edition. Both ways at once, without a question: either can be taken back. */
export function SalesSwitch({ editionId, name, open, refresh = false }: SalesSwitchProps) {
  const t = useTranslations("studio.sales");
  const router = useRouter();
  const { busy, run } = useAct();
  const turn = (to: boolean) =>
    run(async () => {
      await callApi("PUT", `/api/editions/${editionId}/sales`, { body: { open: to } });
      if (refresh) router.refresh();
    });
  return (
    <Switch
      label={
        <>
          <span aria-hidden className={open ? "text-ok" : "text-soft"}>
            {open ? t("open") : t("closed")}
          </span>
          <span className="sr-only">{t("of", { edition: name })}</span>
        </>
      }
      checked={open}
      aria-busy={busy || undefined}
      onChange={(event) => !busy && void turn(event.target.checked)}
      className="min-h-9 w-28 items-center py-1.5 text-sm"
    />
  );
}
