import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { Happening, PreorderState, PreorderView } from "#lib/preorders/schema.ts";

const toCome = {
  HELD: ["RESERVED", "LOCKED", "READY", "DELIVERED"],
  RESERVED: ["LOCKED", "READY", "DELIVERED"],
  LOCKED: ["READY", "DELIVERED"],
  READY: ["DELIVERED"],
  DELIVERED: [],
  EXPIRED: [],
  CANCELLED: [],
} as const satisfies Record<PreorderState, readonly PreorderState[]>;

/** All that happened, with its time and its hand, and then the steps still to come; none after the end. */
export function OrderTimeline({ order }: { order: PreorderView }) {
  const t = useTranslations("myOrders.history");
  const states = useTranslations("states.order");
  const last = order.history.length - 1;
  const steps = toCome[order.state];
  return (
    <ol aria-label={t("label")} data-testid="timeline">
      {order.history.map((happened, index) => (
        <Step
          key={`${happened.at} ${happened.kind}`}
          title={t(`kinds.${happened.kind}`)}
          note={<Note happened={happened} order={order} />}
          at={happened.at}
          is={index === last ? "now" : "past"}
          isLast={index === last && steps.length === 0}
        />
      ))}
      {steps.map((state, index) => (
        <Step
          key={state}
          title={states(state)}
          note={t(`toCome.${state}`)}
          is="to come"
          isLast={index === steps.length - 1}
        />
      ))}
    </ol>
  );
}

function Note({ happened, order }: { happened: Happening; order: PreorderView }) {
  const t = useTranslations("myOrders.history");
  const { kind, by, reason } = happened;
  const free = order.convertedFrom && order.paidMinor > 0 ? "moved" : order.depositMinor === 0 ? "yes" : "no";
  return (
    <>
      {t(`notes.${kind}`, { by: kind === "PLACED" && order.convertedFrom ? "changed" : by, free })}
      {reason && (
        <q className="mt-1 block border-rule border-l-2 pl-3 text-ink before:content-none after:content-none">
          {reason}
        </q>
      )}
    </>
  );
}

type StepProps = {
  title: string;
  note: React.ReactNode;
  at?: string;
  is: "past" | "now" | "to come";
  isLast: boolean;
};

function Step({ title, note, at, is, isLast }: StepProps) {
  return (
    <li
      aria-current={is === "now" ? "step" : undefined}
      className="grid grid-cols-[1rem_minmax(0,1fr)] gap-4 pb-5 last:pb-0"
    >
      <span aria-hidden className="relative grid justify-center">
        <span
          className={clsx(
            "z-10 mt-1.5 size-3 rounded-full border-2",
            is === "past" && "border-ink bg-ink",
            is === "now" && "border-signal bg-signal",
            is === "to come" && "border-edge bg-paper",
          )}
        />
        {!isLast && (
          <span
            className={clsx(
              "absolute top-3 -bottom-8 left-1/2 w-0.5 -translate-x-1/2",
              is === "past" ? "bg-ink" : "bg-rule",
            )}
          />
        )}
      </span>
      <div className={clsx("grid gap-0.5", is === "to come" && "text-faint")}>
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className={is === "now" ? "font-semibold" : "font-medium"}>{title}</span>
          {at && (
            <span className="text-sm text-soft">
              <LocalTime iso={at} />
            </span>
          )}
        </p>
        <p className={clsx("text-sm", is !== "to come" && "text-soft")}>{note}</p>
      </div>
    </li>
  );
}
