import { useState } from "react";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { showToast } from "#components/ui/toasts.ts";

/** Runs one act at a time: busy while under way, a refusal said in passing. `run` answers whether it was done. */
export function useAct() {
  const sayRefusal = useRefusalWords();
  const [busy, setBusy] = useState(false);

  async function run(act: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    try {
      await act();
      return true;
    } catch (refusal) {
      showToast({ text: sayRefusal(refusal), tone: "danger" });
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, run };
}
