import type { LiveMessage } from "#lib/live/contract.ts";

/** How a line stands out by who wrote it: the house speaks in a box of its own. */
export const standings = {
  guest: "none",
  viewer: "none",
  tester: "quiet",
  moderator: "house",
  host: "house",
  ops: "house",
  producer: "house",
  finance: "house",
  owner: "house",
} satisfies Record<LiveMessage["role"], "none" | "quiet" | "house">;
