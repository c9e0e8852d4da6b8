import { useSyncExternalStore } from "react";

const none: readonly string[] = [];
let known = none;

/** The zones that this browser knows, once the page has come alive: server and browser know different ones. */
export function useZones(): readonly string[] {
  return useSyncExternalStore(
    () => () => undefined,
    () => {
      if (known === none) known = ["UTC", ...Intl.supportedValuesOf("timeZone")];
      return known;
    },
    () => none,
  );
}
