import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { showToast } from "#components/ui/toasts.ts";

/** One act of the desk at a time: said how it ended, and the desk read again. `busyId` is the row it is under way for. */
export function useDeskAct() {
  const router = useRouter();
  const words = useRefusalWords();
  const [busyId, setBusyId] = useState<string | null>(null);

  async function act<Answer>(id: string, path: string, done: (answer: Answer) => string) {
    setBusyId(id);
    try {
      const answer = await callApi<Answer>("POST", path);
      showToast({ tone: "ok", text: done(answer) });
    } catch (refusal) {
      showToast({ tone: "danger", text: words(refusal) });
    } finally {
      setBusyId(null);
      router.refresh();
    }
  }

  return { busyId, act };
}
