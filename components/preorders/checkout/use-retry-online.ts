import { useEffect } from "react";
import { preorderFormId } from "./choose-step.tsx";

/** Asks again, with the same key, as soon as the line is back. */
export function useRetryOnline(isCutOff: boolean, formId = preorderFormId): void {
  useEffect(() => {
    if (!isCutOff) return;
    const retry = () => document.querySelector<HTMLFormElement>(`#${formId}`)?.requestSubmit();
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [isCutOff, formId]);
}
