import { createAdapter } from "@socket.io/redis-streams-adapter";
import { blockMs, type RedisConnections } from "#lib/redis.ts";

/** Of what was said last; a process reads it within a moment. */
const kept = 10_000;

/**
 * Carries what is for one account or session to whichever process has its sockets, each message once. What is for a whole room does
 * not go this way: here a message reaches the sockets of this process only after Redis has taken it.
 */
export function exactMessages({ commands }: RedisConnections) {
  return createAdapter(commands, {
    streamName: "lr:exact",
    channelPrefix: "lr:exact",
    blockTimeInMs: blockMs,
    maxLen: kept,
    onlyPlaintext: true,
  });
}
