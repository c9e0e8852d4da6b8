import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { LivePoll } from "#lib/live/contract.ts";

/** The price, once it is said, and the guesses that were nearest. */
export function NearestGuesses({ poll: { right, nearest, currency: of } }: { poll: LivePoll }) {
  const t = useTranslations("room.poll");
  const currency = of ?? "";
  return (
    <>
      {right !== null && (
        <p className="text-ink">
          {t.rich("price", {
            money: () => <Money {...{ minor: right, currency }} className="font-semibold text-ink" />,
          })}
        </p>
      )}
      {nearest.length > 0 && (
        <ol aria-label={t("nearest")} className="grid gap-0.5 text-sm">
          {nearest.map(({ name, minor }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number
            <li key={index} className="flex gap-2">
              <span className="figures w-4">{index + 1}</span>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <Money {...{ minor, currency }} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
