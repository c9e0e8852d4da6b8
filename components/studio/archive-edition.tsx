"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { EditionView } from "#lib/catalog/schema.ts";

/** Off every page, or back; either can be undone, so nothing is asked first. */
export function ArchiveEdition({ edition }: { edition: EditionView }) {
  const t = useTranslations("editing.archiveEdition");
  const router = useRouter();
  const { busy, run } = useAct();
  const put = async (archived: boolean) => {
    if (!(await run(() => callApi("PUT", `/api/editions/${edition.id}/archive`, { body: { archived } })))) return;
    const action = { label: t("undo"), run: () => void put(!archived) };
    showToast({ text: t(archived ? "archived" : "restored", { edition: edition.name }), tone: "ok", action });
    router.refresh();
  };
  const act = edition.isArchived ? "restore" : "archive";
  return (
    <Button
      look="line"
      size="sm"
      busy={busy}
      aria-label={t(`${act}Of`, { edition: edition.name })}
      onClick={() => void put(!edition.isArchived)}
    >
      {t(act)}
    </Button>
  );
}
