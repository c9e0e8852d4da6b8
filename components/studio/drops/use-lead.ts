import { useSyncExternalStore } from "react";

/** Seconds of countdown that the host may choose from. */
export const leads = [0, 10, 30, 60, 120] as const;
export type Lead = (typeof leads)[number];

const name = "launchroom.lead";
const usual: Lead = 10;
const listeners = new Set<() => void>();

/** The countdown this device took last; the key takes it again. */
export function useLead(): [Lead, (lead: Lead) => void] {
  const lead = useSyncExternalStore(watch, remembered, () => usual);
  return [
    lead,
    (next) => {
      localStorage.setItem(name, String(next));
      for (const listener of listeners) listener();
    },
  ];
}

function remembered(): Lead {
  const kept = localStorage.getItem(name);
  return leads.find((lead) => String(lead) === kept) ?? usual;
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
