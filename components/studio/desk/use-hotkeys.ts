import { useEffect, useRef } from "react";

/**
 * Acts by single key, as `event.key` names it in lower case. Silent while one types or a dialog is open; the space bar
 * stays with a button that has the focus.
 */
export function useHotkeys(acts: Record<string, () => void>, isOn: boolean): void {
  const latest = useRef(acts);
  latest.current = acts;

  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector("[role=dialog],[role=alertdialog]")) return;
      if (event.key === " " && isPressable(event.target)) return;
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

function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches("button, a, summary, input, [role=button], [role=switch], [tabindex]")
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(writable));
}
