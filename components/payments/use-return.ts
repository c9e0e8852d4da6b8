import { useEffect, useEffectEvent } from "react";

/** Back from a bank's page, with its word in the address: acts on it once and takes it away. */
export function useReturn(name: "payment_intent" | "setup_intent", onReturn: (id: string) => void): void {
  const act = useEffectEvent(onReturn);
  useEffect(() => {
    const { searchParams, pathname } = new URL(location.href);
    const id = searchParams.get(name);
    if (!id) return;
    history.replaceState(history.state, "", pathname);
    act(id);
  }, [name]);
}
