import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { PollChoices } from "#components/polls/poll-choices.tsx";
import { Button } from "#components/ui/button.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Money } from "#components/ui/money.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { type LivePoll, livePoll } from "#lib/live/contract.ts";
import type { PollView } from "#lib/polls/schema.ts";
import type { Polls } from "./use-polls.ts";

type RowProps = { poll: PollView; polls: Polls };

/** What the room is asked at the moment. */
export function OpenPoll({ poll, polls }: RowProps) {
  const t = useTranslations("polls");
  const { closesAt, openedAt } = poll;
  return (
    <div data-testid="open-poll" className="grid gap-3 border-rule border-b p-4">
      <div className="flex items-baseline justify-between gap-3">
        <h3 dir="auto" className="font-semibold">
          {poll.title}
        </h3>
        <span className="figures shrink-0 text-soft">
          {closesAt && openedAt ? (
            <Countdown to={closesAt} renderedAt={Date.parse(openedAt)} done={t("closing")} />
          ) : (
            t("byHand")
          )}
        </span>
      </div>
      <Result poll={poll} />
      <div className="flex gap-2">
        <Button size="sm" look="line" busy={polls.busy} onClick={() => void polls.close(poll)} className="min-h-11">
          {t("close")}
        </Button>
        <Button
          size="sm"
          look="plain"
          disabled={polls.busy}
          onClick={() => void polls.withdraw(poll)}
          className="min-h-11"
        >
          {t("takeBack")}
        </Button>
      </div>
    </div>
  );
}

type PreparedProps = RowProps & { canOpen: boolean; onChange: () => void };

/** A poll that waits for its moment. */
export function PreparedPoll({ poll, polls, canOpen, onChange }: PreparedProps) {
  const t = useTranslations("polls");
  const { title, kind, choices, seconds } = poll;
  return (
    <li
      data-testid="prepared-poll"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-rule border-b px-4 py-2"
    >
      <div className="grid min-w-40 flex-1">
        <p className="truncate font-medium">{title}</p>
        <p className="truncate text-sm text-soft">
          {kind === "guess" ? t("kind.guess") : choices.join(" · ")}
          {" · "}
          {seconds === null ? t("byHand") : t("seconds", { seconds })}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <IconButton small label={t("changeOf", { title })} onClick={onChange} className="max-md:size-11">
          <Pencil aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t("discardOf", { title })}
          disabled={polls.busy}
          onClick={() => void polls.discard(poll)}
          className="max-md:size-11"
        >
          <Trash2 aria-hidden />
        </IconButton>
        <Button
          size="sm"
          look="line"
          disabled={!canOpen || polls.busy}
          aria-label={t("askOf", { title })}
          onClick={() => void polls.open(poll)}
          className="min-h-11"
        >
          {t("ask")}
        </Button>
      </div>
    </li>
  );
}

/** What came out, and where it can be known, which answer was right. */
export function PastPoll({ poll, polls }: RowProps) {
  const t = useTranslations("polls");
  const { title } = poll;
  return (
    <li data-testid="past-poll" className="border-rule border-b">
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center gap-3 px-4 text-sm hover:text-ink">
          <span className="min-w-0 flex-1 truncate">{title}</span>
          <span className="figures shrink-0 text-soft">{t("answers", { count: total(poll) })}</span>
        </summary>
        <div className="grid gap-3 px-4 pb-4">
          <Result poll={poll} />
          <RightAnswer poll={poll} polls={polls} />
          <div>
            <Button size="sm" look="plain" disabled={polls.busy} onClick={() => void polls.withdraw(poll)}>
              {t("remove")}
            </Button>
          </div>
        </div>
      </details>
    </li>
  );
}

/** The room hears it at once. */
function RightAnswer({ poll, polls }: RowProps) {
  const t = useTranslations("polls");
  const [minor, setMinor] = useState<number | null>(poll.right);
  if (poll.kind === "guess")
    return (
      <Form onSubmit={() => minor !== null && void polls.setRight(poll, minor)} className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <MoneyInput aria-label={t("price")} minor={minor} currency={poll.currency ?? ""} onMinor={setMinor} />
        </div>
        <Button type="submit" look="line" busy={polls.busy} disabled={minor === null}>
          {t("tellPrice")}
        </Button>
      </Form>
    );
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="pb-1 text-sm text-soft">{t("whichRight")}</legend>
      {poll.choices.map((choice, index) => (
        <Button
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place
          key={index}
          size="sm"
          look={poll.right === index ? "ink" : "line"}
          aria-pressed={poll.right === index}
          disabled={polls.busy}
          onClick={() => void polls.setRight(poll, index)}
          className="min-h-11 max-w-full truncate"
        >
          {choice}
        </Button>
      ))}
    </fieldset>
  );
}

function Result({ poll }: { poll: PollView }) {
  const t = useTranslations("polls");
  const seen = asLive(poll);
  if (!seen) return null;
  if (poll.kind === "vote") return <PollChoices poll={seen} own={null} busy={false} />;
  const currency = poll.currency ?? "";
  return (
    <div className="grid gap-1">
      <p className="figures">{t("guesses", { count: total(poll) })}</p>
      <ol aria-label={t("nearest")}>
        {poll.nearest.map(({ name, minor }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number
          <li key={index} className="flex justify-between gap-3 text-sm">
            <span>{`${index + 1}. ${name}`}</span>
            <Money {...{ minor, currency }} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function asLive(poll: PollView): LivePoll | null {
  return livePoll.safeParse(poll).data ?? null;
}

function total({ votes }: PollView): number {
  return votes.reduce((sum, each) => sum + each, 0);
}
