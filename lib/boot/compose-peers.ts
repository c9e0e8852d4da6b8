import { randomUUID } from "node:crypto";
import { partsOf } from "#lib/boot/roles.ts";
import type { Container } from "#lib/container.ts";
import type { Database } from "#lib/db.ts";
import type { Env } from "#lib/env.ts";
import { Leases } from "#lib/leases.ts";
import { type Hearing, Peers } from "#lib/live/peers.ts";
import type { Presence } from "#lib/live/presence.ts";
import { SharedAudience } from "#lib/live/shared-audience.ts";
import type { RedisConnections } from "#lib/redis.ts";

/** What this process shares with others: who leads which room, what happens in them, and who watches. */
export function composePeers({
  env,
  db,
  redis,
  presence,
  hearing,
}: {
  env: Env;
  db: Database;
  redis: RedisConnections;
  presence: Presence;
  hearing: Hearing;
}): NonNullable<Container["shared"]> {
  const process = randomUUID();
  const leases = new Leases({ db, part: "room", process, address: env.PROCESS_URL });
  const media = new Leases({ db, part: "media", process, address: env.PROCESS_URL });
  const mayLead = partsOf(env.ROLE).sockets;
  const peers = new Peers({ redis, leases, process, mayLead, hearing });
  return { redis, peers, media, audience: new SharedAudience({ redis, process, local: presence }) };
}
