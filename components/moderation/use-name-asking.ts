import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { LiveMessage } from "#lib/live/contract.ts";

/** Takes the name from whoever wrote a line, until they choose another. */
export function useNameAsking(showId: string): (line: LiveMessage) => Promise<void> {
  const t = useTranslations("studio.talk");
  const { run } = useAct();
  return async ({ id, name }) => {
    const path = `/api/shows/${showId}/chat/${id}/new-name`;
    if (await run(() => callApi("POST", path, { body: {} }))) showToast({ tone: "ok", text: t("nameAsked", { name }) });
  };
}
