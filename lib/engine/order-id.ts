import { randomUUID } from "node:crypto";

/** A UUIDv7 (RFC 9562): sorts by time, so new rows land at the end of the index. */
export function orderId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  // What is random in a UUIDv4, variant included; Node keeps a store of those, other random bytes cost ten times as much.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
