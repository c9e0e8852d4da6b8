import { useEffect, useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { LivePoll } from "#lib/live/contract.ts";

/** A result stays for so long, and again when it is said which answer was right. */
const staysMs = 15_000;

/** Whether a poll is on the screen: as long as it is open, and its result for a while. Whoever comes later has missed it. */
export function useShownPoll(poll: LivePoll): boolean {
  const stage = `${poll.id} ${poll.status} ${poll.right}`;
  const [gone, setGone] = useState(() => (isPast(poll) ? stage : null));
  useEffect(() => {
    if (poll.status === "OPEN") return;
    const timer = setTimeout(() => setGone(stage), staysMs);
    return () => clearTimeout(timer);
  }, [poll.status, stage]);
  return poll.status !== "WITHDRAWN" && gone !== stage;
}

function isPast({ closedAt }: LivePoll): boolean {
  return closedAt !== null && serverTime() - Date.parse(closedAt) > staysMs;
}
