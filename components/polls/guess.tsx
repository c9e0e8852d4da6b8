import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Money } from "#components/ui/money.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import type { LivePoll } from "#lib/live/contract.ts";
import { NearestGuesses } from "./nearest-guesses.tsx";
import { useGuessPlace } from "./use-guess-place.ts";

type GuessFormProps = { currency: string; busy: boolean; onGuess: (minor: number) => void };

/** One guess; the first counts. */
export function GuessForm({ currency, busy, onGuess }: GuessFormProps) {
  const t = useTranslations("room.poll");
  const [minor, setMinor] = useState<number | null>(null);
  return (
    <Form onSubmit={() => minor !== null && onGuess(minor)} className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <MoneyInput aria-label={t("guess")} minor={minor} currency={currency} onMinor={setMinor} enterKeyHint="send" />
      </div>
      <Button type="submit" busy={busy} disabled={minor === null}>
        {t("send")}
      </Button>
    </Form>
  );
}

/** What one guessed, and once the price is known how near it was. */
export function GuessResult({ poll, own }: { poll: LivePoll; own: number | null }) {
  const t = useTranslations("room.poll");
  const place = useGuessPlace(poll, own);
  const currency = poll.currency ?? "";
  const money = (minor: number) => () => <Money {...{ minor, currency }} className="font-semibold text-ink" />;
  return (
    <div className="grid gap-1 text-soft">
      {own !== null && <p>{t.rich("own", { money: money(own) })}</p>}
      {place !== null && <p className="font-semibold text-ok">{t("place", { place })}</p>}
      <NearestGuesses poll={poll} />
    </div>
  );
}
