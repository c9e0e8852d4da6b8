import { useEffect, useEffectEvent, useState } from "react";
import type { LiveMessage } from "#lib/live/contract.ts";
import { certainLines, hearTalk, holdFeed, openFeed, showAll, showNext } from "./feed.ts";

const stepMs = 250;

type Reading = { isOwn: (line: LiveMessage) => boolean; isToMe: (line: LiveMessage) => boolean; isHeld: boolean };

/** What of the talk is on the screen: a part that can be read of a flood, and nothing new while somebody reads back. */
export function useFeed(chat: LiveMessage[], { isOwn, isToMe, isHeld }: Reading) {
  const [feed, setFeed] = useState(() => openFeed(chat, 0));
  const picking = () => ({ now: performance.now(), isCertain: certainLines({ isOwn, isToMe }) });
  const hear = useEffectEvent((news: LiveMessage[]) => setFeed((known) => hearTalk(known, news, picking())));
  const step = useEffectEvent(() => setFeed((known) => showNext(known, picking())));
  const isWaiting = feed.waiting.length > 0 && !feed.isHeld;

  useEffect(() => hear(chat), [chat]);
  useEffect(() => setFeed((known) => holdFeed(known, isHeld)), [isHeld]);
  useEffect(() => {
    if (!isWaiting) return;
    const steps = setInterval(step, stepMs);
    return () => clearInterval(steps);
  }, [isWaiting]);

  return {
    lines: feed.lines,
    /** Said while somebody reads back. */
    waiting: feed.isHeld ? feed.waiting.length : 0,
    skipped: feed.skipped,
    showSkipped: () => setFeed(showAll),
  };
}
