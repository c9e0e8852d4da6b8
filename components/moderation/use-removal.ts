import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";

/** Takes a line back at once; the toast has the way back. */
export function useRemoval(showId: string): (lineId: string) => Promise<void> {
  const t = useTranslations("studio.talk");
  const { run } = useAct();
  const set = (lineId: string, removed: boolean) =>
    run(() => callApi("PUT", `/api/shows/${showId}/chat/${lineId}/removal`, { body: { removed } }));

  async function restore(lineId: string) {
    if (await set(lineId, false)) showToast({ tone: "ok", text: t("restored") });
  }

  return async (lineId) => {
    if (!(await set(lineId, true))) return;
    showToast({ text: t("removed"), action: { label: t("undo"), run: () => void restore(lineId) } });
  };
}
