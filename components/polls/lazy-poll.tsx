"use client";

import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { LivePoll } from "#lib/live/contract.ts";

const loadCard = lazyModule(() => import("./poll-card.tsx"));

/** What the room is asked; its script comes with the first poll. */
export function LazyPoll({ poll }: { poll: LivePoll | undefined }) {
  return poll && <Loaded poll={poll} />;
}

function Loaded({ poll }: { poll: LivePoll }) {
  const loaded = useModule(loadCard, 0);
  return loaded && <loaded.PollCard key={poll.id} poll={poll} />;
}
