import { useEffect, useRef } from "react";

/** Acts by single key, as `event.key` names it in lower case. Silent while one types or a dialog is open. */
export function useHotkeys(acts: Record<string, () => void>, isOn: boolean): void {
  const latest = useRef(acts);
  latest.current = acts;

  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector("[role=dialog],[role=alertdialog]")) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [isOn]);
}

const writable = "input:not([type=checkbox], [type=radio], [type=file]), textarea, select";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(writable));
}
