import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { ShowCard } from "#lib/shows/schema.ts";

/** Out of every list, or back into them; nothing is lost either way, so nothing is asked and both can be undone. */
export function ArchiveShow({ show, onDone }: { show: ShowCard; onDone: () => void }) {
  const t = useTranslations("studio.life.archive");
  const { busy, run } = useAct();
  const put = async (archived: boolean) => {
    if (!(await run(() => callApi("PUT", `/api/shows/${show.id}/archive`, { body: { archived } })))) return;
    const undo = { label: t("undo"), run: () => void put(!archived) };
    showToast({ text: t(archived ? "archived" : "restored"), tone: "ok", action: undo });
    onDone();
  };
  return (
    <Button look="line" size="sm" busy={busy} onClick={() => void put(!show.isArchived)}>
      {t(show.isArchived ? "restore" : "archive")}
    </Button>
  );
}
