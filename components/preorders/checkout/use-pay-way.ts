import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { MethodView, RailView } from "#lib/payments/schema.ts";
import type { DepositInput } from "#lib/preorders/schema.ts";

/** With what to pay: the rail, on the test rail the card that says how it ends, and what was kept of an earlier payment. */
export type PayWay = Required<Pick<DepositInput, "rail" | "card">> & Pick<DepositInput, "methodId">;

export type PayWays = {
  rails: RailView[] | null;
  /** What this account can pay with again. */
  methods: MethodView[];
  way: PayWay;
  choose: (change: Partial<PayWay>) => void;
  /** For Stripe's own form; null where there is none. */
  publishableKey: string | null;
};

const askAgainMs = 2000;

type PayWishes = {
  /** Whether what this account keeps may be used. */
  isOwn?: boolean;
  /** Offer something new first: what was kept has just failed. */
  prefersNew?: boolean;
};

/** The ways to pay that the shop offers, and the one that is chosen. `rails` is null until they are known: until then nothing can be paid. */
export function usePayWay({ isOwn = true, prefersNew = false }: PayWishes = {}): PayWays {
  const [rails, setRails] = useState<RailView[] | null>(null);
  const [methods, setMethods] = useState<MethodView[]>([]);
  const [chosen, setChosen] = useState<Partial<PayWay>>({});

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const ask = async () => {
      // What somebody keeps is for orders of their own; without it something new can be paid with.
      const kept = isOwn
        ? callApi<MethodView[]>("GET", "/api/payments/methods", { signal }).catch(() => [])
        : Promise.resolve([]);
      const offered = await callApi<RailView[]>("GET", "/api/payments/rails", { signal });
      setMethods(await kept);
      setRails(offered);
    };
    const askUntilKnown = (): Promise<void> =>
      ask().catch(() => {
        if (!signal.aborted) setTimeout(askUntilKnown, askAgainMs);
      });
    void askUntilKnown();
    return () => stop.abort();
  }, [isOwn]);

  const {
    rail,
    methodId,
    card = "approve",
  } = chosen.rail ? chosen : { ...chosen, ...preferred(rails, prefersNew ? [] : methods) };
  const publishableKey = rails?.find(({ name }) => name === "stripe")?.publishableKey ?? null;
  return {
    rails,
    methods,
    way: { rail: rail ?? "test", card, ...(methodId ? { methodId } : {}) },
    choose: (change) => setChosen({ ...chosen, ...change }),
    publishableKey,
  };
}

/** What takes the fewest steps: something kept, else the shop's first rail. */
function preferred(rails: RailView[] | null, [kept]: MethodView[]): Pick<PayWay, "rail" | "methodId"> {
  return kept ? { rail: kept.rail, methodId: kept.id } : { rail: rails?.[0]?.name ?? "test" };
}
