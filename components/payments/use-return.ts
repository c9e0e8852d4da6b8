import { useEffect, useEffectEvent } from "react";

/** What Stripe adds to the address that a buyer comes back to. */
const words = [
  "payment_intent",
  "payment_intent_client_secret",
  "setup_intent",
  "setup_intent_client_secret",
  "redirect_status",
  "redirect_pm_type",
];

/** Back from a bank's page, with its word in the address: acts on it once and takes it away. */
export function useReturn(name: "payment_intent" | "setup_intent", onReturn: (id: string) => void): void {
  const act = useEffectEvent(onReturn);
  useEffect(() => {
    const here = new URL(location.href);
    const id = here.searchParams.get(name);
    if (!id) return;
    for (const word of words) here.searchParams.delete(word);
    history.replaceState(history.state, "", here.pathname + here.search);
    act(id);
  }, [name]);
}
