"use client";

import { ChartBarBig, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { ForeignBadge } from "#components/catalog/foreign-text.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { LivePoll } from "#lib/live/contract.ts";
import { GuessForm, GuessResult } from "./guess.tsx";
import { PollChoices } from "./poll-choices.tsx";
import { pollIn } from "./poll-in.ts";
import { PollStanding } from "./poll-standing.tsx";
import { useOwnAnswer } from "./use-own-answer.ts";
import { useShownPoll } from "./use-shown-poll.ts";

/** A question to the room, on the picture: asked, counted live, and its result for a while. It can be put aside. */
export function PollCard({ poll: asked }: { poll: LivePoll }) {
  const t = useTranslations("room.poll");
  const poll = pollIn(asked, useLocale());
  const [isAside, setAside] = useState(false);
  const headingId = useId();
  const { own, busy, answer } = useOwnAnswer(poll.id);
  if (!useShownPoll(poll)) return null;
  const isOpen = poll.status === "OPEN";
  if (isAside)
    return (
      <button
        type="button"
        onClick={() => setAside(false)}
        className="focus-on-video pointer-events-auto inline-flex min-h-11 items-center gap-2 rounded-full bg-paper px-4 font-medium text-ink text-sm shadow-lift"
      >
        <ChartBarBig aria-hidden className="size-4" />
        {t("again")}
      </button>
    );
  return (
    <section
      aria-labelledby={headingId}
      data-testid="poll"
      className="pointer-events-auto grid max-h-full w-full max-w-md animate-rise content-start gap-2 overflow-y-auto rounded-md bg-paper p-3 text-ink shadow-lift"
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 id={headingId} dir="auto" className="text-balance font-semibold leading-tight">
            {poll.title}
          </h2>
          <ForeignBadge foreign={poll.foreign} />
          <PollStanding poll={poll} />
        </div>
        <IconButton label={t("aside")} onClick={() => setAside(true)} className="-mt-2 -mr-2">
          <X aria-hidden className="size-5" />
        </IconButton>
      </div>
      {poll.kind === "vote" && <PollChoices {...{ poll, own, busy }} onChoose={(choice) => void answer(choice)} />}
      {poll.kind === "guess" && isOpen && own === null && (
        <GuessForm currency={poll.currency ?? ""} busy={busy} onGuess={(minor) => void answer(minor)} />
      )}
      {poll.kind === "guess" && (own !== null || !isOpen) && <GuessResult poll={poll} own={own} />}
    </section>
  );
}
