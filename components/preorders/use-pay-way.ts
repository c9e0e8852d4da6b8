import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { RailView } from "#lib/payments/schema.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";

/** With what to pay: the rail, and on the test rail the card that says how it ends. */
export type PayWay = Required<Pick<DepositInput, "rail" | "card">> & Pick<DepositInput, "methodId">;

export type PayWays = { rails: RailView[] | null; way: PayWay; choose: (change: Partial<PayWay>) => void };

/** The ways to pay that the shop offers, and the one that is chosen. `rails` is null until they are known. */
export function usePayWay(): PayWays {
  const [rails, setRails] = useState<RailView[] | null>(null);
  const [chosen, setChosen] = useState<Partial<PayWay>>({});

  useEffect(() => {
    const stop = new AbortController();
    callApi<RailView[]>("GET", "/api/payments/rails", { signal: stop.signal }).then(setRails, () => undefined);
    return () => stop.abort();
  }, []);

  const { rail = preferred(rails), card = "approve" } = chosen;
  return { rails, way: { rail, card }, choose: (change) => setChosen({ ...chosen, ...change }) };
}

/** The first that can be paid from start to end on this page. */
function preferred(rails: RailView[] | null): PayWay["rail"] {
  return (rails?.find(({ name }) => name !== "stripe") ?? rails?.[0])?.name ?? "test";
}
