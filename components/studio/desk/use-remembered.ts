import { useSyncExternalStore } from "react";

const changed = "launchroom:remembered";

/** A switch this device remembers; `first` until the page has come alive. */
export function useRemembered(name: string, first: boolean): [boolean, (value: boolean) => void] {
  const value = useSyncExternalStore(
    watch,
    () => {
      const kept = localStorage.getItem(name);
      return kept === null ? first : kept === "on";
    },
    () => first,
  );
  return [
    value,
    (next) => {
      localStorage.setItem(name, next ? "on" : "off");
      window.dispatchEvent(new Event(changed));
    },
  ];
}

function watch(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener("storage", listener);
  };
}
