import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { PreorderState, PreorderView } from "#lib/preorders/schema.ts";

const way: PreorderState[] = ["HELD", "RESERVED", "LOCKED", "READY", "DELIVERED"];

/** Where the order stands on its way. A way that ended early shows its end and nothing that will not happen. */
export function OrderTimeline({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders");
  const steps = stepsOf(order);
  const now = steps.indexOf(order.state);
  return (
    <ol className="grid">
      {steps.map((state, index) => {
        const isNow = index === now;
        const at = isNow ? order.stateChangedAt : index === 0 ? order.placedAt : null;
        return (
          <li
            key={state}
            aria-current={isNow ? "step" : undefined}
            className="grid grid-cols-[1rem_minmax(0,1fr)] gap-4 pb-6 last:pb-0"
          >
            <span aria-hidden className="relative grid justify-center">
              <span
                className={clsx(
                  "z-10 mt-1.5 size-3 rounded-full border-2",
                  index < now && "border-ink bg-ink",
                  isNow && "border-signal bg-signal",
                  index > now && "border-edge bg-paper",
                )}
              />
              {index < steps.length - 1 && (
                <span
                  className={clsx(
                    "absolute top-3 -bottom-9 left-1/2 w-0.5 -translate-x-1/2",
                    index < now ? "bg-ink" : "bg-rule",
                  )}
                />
              )}
            </span>
            <div className={clsx("grid gap-0.5", index > now && "text-faint")}>
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className={clsx(isNow ? "font-semibold" : "font-medium")}>{t(`states.${state}`)}</span>
                {at && (
                  <span className="text-sm text-soft">
                    <LocalTime iso={at} />
                  </span>
                )}
              </p>
              {isNow && <p className="text-sm text-soft">{t(`stateNotes.${state}`)}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function stepsOf({ state, payments }: PreorderView): PreorderState[] {
  if (state === "EXPIRED") return ["HELD", "EXPIRED"];
  if (state !== "CANCELLED") return way;
  const wasReserved = payments.some(({ kind, state: result }) => kind === "DEPOSIT" && result === "CAPTURED");
  return wasReserved ? ["HELD", "RESERVED", "CANCELLED"] : ["HELD", "CANCELLED"];
}
