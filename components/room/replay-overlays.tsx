"use client";

import { useLocale, useTranslations } from "next-intl";
import { type RefObject, useCallback } from "react";
import { ForeignBadge } from "#components/catalog/foreign-text.tsx";
import { NearestGuesses } from "#components/polls/nearest-guesses.tsx";
import { PollChoices } from "#components/polls/poll-choices.tsx";
import { pollIn } from "#components/polls/poll-in.ts";
import { PollStanding } from "#components/polls/poll-standing.tsx";
import { AskedCard } from "#components/questions/asked-card.tsx";
import { ClaimText } from "#components/questions/claim-text.tsx";
import type { LivePoll } from "#lib/live/contract.ts";
import type { Overlays } from "#lib/replays/schema.ts";
import { StageOverlays } from "./stage-overlays.tsx";
import { useMoment } from "./use-moment.ts";

/** How long a card stays that nobody took away. */
const staysMs = 15_000;

type ReplayOverlaysProps = { overlays: Overlays; clock: RefObject<() => number | null> };

/** What lay over the picture, again at its second: the question on air, what was said and true, what a poll came to. */
export function ReplayOverlays({ overlays: { asked, claims, polls }, clock }: ReplayOverlaysProps) {
  const t = useTranslations("questions");
  const claim = useMoment(
    clock,
    useCallback(
      (now: number) => {
        const cue = claims.findLast(({ atMs }) => atMs <= now);
        return cue && now < cue.atMs + staysMs ? cue.claim : null;
      },
      [claims],
    ),
  );
  const poll = useMoment(
    clock,
    useCallback((now: number) => polls.findLast((each) => isResultAt(each, now)) ?? null, [polls]),
  );
  return (
    <StageOverlays>
      {poll && <PollResult key={poll.id} poll={poll} />}
      {claim && (
        <aside aria-label={t("saidAndTrue")} data-testid="replay-claim" className="max-w-md rounded-md bg-paper p-3">
          <ClaimText claim={claim} className="text-ink" />
        </aside>
      )}
      <AskedCard cues={asked} clock={clock} />
    </StageOverlays>
  );
}

function isResultAt({ closedAt }: LivePoll, now: number): boolean {
  if (!closedAt) return false;
  const from = Date.parse(closedAt);
  return from <= now && now < from + staysMs;
}

function PollResult({ poll: asked }: { poll: LivePoll }) {
  const poll = pollIn(asked, useLocale());
  return (
    <section
      aria-label={poll.title}
      data-testid="replay-poll"
      className="pointer-events-auto grid max-h-full w-full max-w-md content-start gap-2 overflow-y-auto rounded-md bg-paper p-3 text-ink"
    >
      <div>
        <p dir="auto" className="text-balance font-semibold leading-tight">
          {poll.title}
        </p>
        <ForeignBadge foreign={poll.foreign} />
        <PollStanding poll={poll} />
      </div>
      {poll.kind === "vote" ? <PollChoices poll={poll} own={null} busy={false} /> : <NearestGuesses poll={poll} />}
    </section>
  );
}
