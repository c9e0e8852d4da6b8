import { useFormatter, useTranslations } from "next-intl";
import type { Board } from "#lib/live/contract.ts";
import { Counted } from "./counted.tsx";

const states = ["held", "reserved", "locked", "ready", "delivered", "expired", "cancelled"] as const;

const tones = {
  held: "warn",
  reserved: "ok",
  locked: "ok",
  ready: "ink",
  delivered: "ink",
  expired: "soft",
  cancelled: "soft",
} as const;

/** How many orders stand in each state. An order is in exactly one of them. */
export function OrderStates({ orders }: { orders: Board["orders"] }) {
  const t = useTranslations("ops.orders");
  const format = useFormatter();
  return (
    <section aria-label={t("heading")} className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 xl:grid-cols-7">
      {states.map((state) => (
        <Counted
          key={state}
          label={t(state)}
          counts={t(`${state}Counts`)}
          tone={orders[state] === 0 ? "soft" : tones[state]}
          testId={`orders-${state}`}
        >
          {format.number(orders[state])}
        </Counted>
      ))}
    </section>
  );
}
