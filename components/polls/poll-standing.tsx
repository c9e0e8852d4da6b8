import { useFormatter, useTranslations } from "next-intl";
import { useNow } from "#components/ui/clock.ts";
import type { LivePoll } from "#lib/live/contract.ts";

/** How many answered, and how long there is still. */
export function PollStanding({ poll }: { poll: LivePoll }) {
  const t = useTranslations("room.poll");
  const format = useFormatter();
  const count = poll.votes.reduce((sum, each) => sum + each, 0);
  const now = useNow(Date.parse(poll.openedAt));
  const left = poll.closesAt ? Math.max(0, Math.ceil((Date.parse(poll.closesAt) - now) / 1000)) : null;
  const answers = t(poll.kind === "guess" ? "guesses" : "votes", { count, shown: format.number(count) });
  const standing = poll.status === "OPEN" ? left !== null && t("left", { seconds: left }) : t("over");
  return (
    <p className="figures text-sm text-soft">
      {answers}
      {standing && ` · ${standing}`}
    </p>
  );
}
