import { useTranslations } from "next-intl";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import { useTalkAct } from "./use-talk-act.ts";

/** Takes a line back at once; the toast has the way back. `seen` is the newest act that the page shows. */
export function useRemoval(showId: string, seen: number | undefined): (lineId: string) => Promise<void> {
  const t = useTranslations("studio.talk");
  const { run } = useTalkAct(() => undefined);
  const set = (lineId: string, body: { removed: boolean; seen?: number }) =>
    run(() => callApi("PUT", `/api/shows/${showId}/chat/${lineId}/removal`, { body }));

  async function restore(lineId: string) {
    if (await set(lineId, { removed: false })) showToast({ tone: "ok", text: t("restored") });
  }

  return async (lineId) => {
    if (!(await set(lineId, { removed: true, seen }))) return;
    showToast({ text: t("removed"), action: { label: t("undo"), run: () => void restore(lineId) } });
  };
}
