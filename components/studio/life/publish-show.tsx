import { useTranslations } from "next-intl";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { ShowCard } from "#lib/shows/schema.ts";

/** Lets everybody see a draft; asked first, for what was seen cannot be unseen. */
export function PublishShow({ show, onDone }: { show: ShowCard; onDone: () => void }) {
  const t = useTranslations("studio.life.publish");
  return (
    <ConfirmedAct
      opener={{ label: t("open"), look: "signal" }}
      title={t("title", { show: show.title })}
      confirmLabel={t("confirm")}
      act={() => callApi("POST", `/api/shows/${show.id}/publication`)}
      onDone={() => {
        showToast({ text: t("done"), tone: "ok" });
        onDone();
      }}
    >
      {t("body")}
    </ConfirmedAct>
  );
}
