"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { isOver, type Snapshot } from "#lib/live/contract.ts";
import type { PollView } from "#lib/polls/schema.ts";
import { PollForm } from "./poll-form.tsx";
import { OpenPoll, PastPoll, PreparedPoll } from "./poll-row.tsx";
import { usePolls } from "./use-polls.ts";

type PollDeskProps = { showId: string; live: Snapshot; currency: string };

/** What the room is asked: what is open in large with its bars, what is prepared one press away, what came out. */
export function PollDesk({ showId, live, currency }: PollDeskProps) {
  const t = useTranslations("polls");
  const polls = usePolls(showId, live.poll);
  const [form, setForm] = useState<"new" | PollView | null>(null);
  const isLive = live.status === "LIVE";
  const open = polls.list.filter(({ status }) => status === "OPEN");
  const prepared = polls.list.filter(({ status }) => status === "PREPARED");
  const past = polls.list.filter(({ status }) => status === "CLOSED").toReversed();
  const saved = (work: Promise<void>) => work.then(() => setForm(null));
  return (
    <section aria-labelledby="polls-heading" data-testid="poll-desk" className="@container grid min-w-0 grid-cols-1">
      <div className="flex min-h-12 items-center justify-between gap-4 border-rule border-b px-4">
        <h2 id="polls-heading" className="slug text-soft">
          {t("heading")}
        </h2>
        {!isOver(live.status) && (
          <Button look="plain" size="sm" onClick={() => setForm("new")} className="max-md:min-h-11">
            <Plus aria-hidden className="size-4" />
            {t("new")}
          </Button>
        )}
      </div>
      {polls.isRead && polls.list.length === 0 && (
        <p className="border-rule border-b px-4 py-3 text-sm text-soft">{t("empty")}</p>
      )}
      {open.map((poll) => (
        <OpenPoll key={poll.id} poll={poll} polls={polls} />
      ))}
      {prepared.length > 0 && (
        <ul aria-label={t("prepared")}>
          {prepared.map((poll) => (
            <PreparedPoll
              key={poll.id}
              {...{ poll, polls }}
              canOpen={isLive && open.length === 0}
              onChange={() => setForm(poll)}
            />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <ul aria-label={t("past")}>
          {past.map((poll) => (
            <PastPoll key={poll.id} poll={poll} polls={polls} />
          ))}
        </ul>
      )}
      <Sheet open={form !== null} onOpenChange={() => setForm(null)} title={t(form === "new" ? "new" : "change")}>
        {form && (
          <PollForm
            poll={form === "new" ? undefined : form}
            currency={currency}
            canAsk={isLive && open.length === 0 && form === "new"}
            onCancel={() => setForm(null)}
            onSend={(input, asksNow) =>
              saved(form === "new" ? polls.prepare(input, asksNow) : polls.change(form, input))
            }
          />
        )}
      </Sheet>
    </section>
  );
}
