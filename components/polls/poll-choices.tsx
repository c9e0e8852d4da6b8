import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { LivePoll } from "#lib/live/contract.ts";
import { percentages } from "./percentages.ts";

type PollChoicesProps = {
  poll: LivePoll;
  own: number | null;
  busy: boolean;
  /** Without it there is nothing to choose: the bars alone. */
  onChoose?: (choice: number) => void;
};

/** The answers with their bars. The bars come when one has answered or it is over, so that nobody follows the crowd. */
export function PollChoices({ poll, own, busy, onChoose }: PollChoicesProps) {
  const t = useTranslations("room.poll");
  const isOpen = poll.status === "OPEN";
  const shares = percentages(poll.votes);
  const most = Math.max(...poll.votes);
  const showsBars = !onChoose || !isOpen || own !== null;
  return (
    <ul className="grid gap-1.5 [@media(height<32rem)]:grid-cols-2">
      {poll.choices.map((choice, index) => {
        const isRight = poll.right === index;
        const isFirst = !isOpen && (poll.right === null ? most > 0 && poll.votes[index] === most : isRight);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place
          <li key={index}>
            <button
              type="button"
              disabled={!isOpen || !onChoose}
              aria-pressed={onChoose ? own === index : undefined}
              aria-busy={(busy && own === index) || undefined}
              onClick={() => onChoose?.(index)}
              className={clsx(
                "relative flex min-h-11 w-full items-center gap-2 overflow-hidden rounded-sm border px-3 text-left",
                own === index ? "border-ink" : "border-edge",
                isOpen && onChoose && "hover:bg-sunk",
                isFirst && "font-semibold",
              )}
            >
              {showsBars && (
                <span
                  aria-hidden
                  className={clsx(
                    "absolute inset-y-0 left-0 transition-[width] duration-300 ease-out motion-reduce:transition-none",
                    isFirst ? "bg-ok-wash" : "bg-sunk",
                  )}
                  style={{ width: `${shares[index]}%` }}
                />
              )}
              <span dir="auto" className="relative min-w-0 flex-1 py-1 leading-tight">
                {choice}
              </span>
              {own === index && <Check aria-label={t("yours")} className="relative size-4 shrink-0" />}
              {isRight && <span className="relative shrink-0 text-ok text-sm">{t("right")}</span>}
              {showsBars && (
                <span className="figures relative shrink-0 text-sm">{t("share", { share: shares[index] ?? 0 })}</span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
