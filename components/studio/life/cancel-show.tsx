import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { callApi } from "#components/session/call-api.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { ShowCard } from "#lib/shows/schema.ts";

/** Calls a show off after saying what that means, and asks what becomes of the sales. */
export function CancelShow({ show, onDone }: { show: ShowCard; onDone: () => void }) {
  const t = useTranslations("studio.life.cancel");
  const [closeSales, setCloseSales] = useState(true);
  return (
    <ConfirmedAct
      opener={{ label: t("open"), look: "danger" }}
      title={t("title", { show: show.title })}
      confirmLabel={t("confirm")}
      look="danger"
      act={() => callApi("POST", `/api/shows/${show.id}/cancellation`, { body: { closeSales } })}
      onDone={() => {
        showToast({ text: t("done"), tone: "ok" });
        onDone();
      }}
    >
      <p>{t("body")}</p>
      <Checkbox
        label={t("closeSales")}
        hint={t("closeSalesHint")}
        checked={closeSales}
        onChange={(event) => setCloseSales(event.target.checked)}
        className="mt-3 text-ink"
      />
    </ConfirmedAct>
  );
}
