import { drainServer } from "#tests/faults/drain-server.ts";
import { testShort } from "#tests/faults/expect-held.ts";
import { killServer } from "#tests/faults/kill-server.ts";
import { skewClock } from "#tests/faults/skew-clock.ts";
import { twoServers } from "#tests/faults/two-servers.ts";

for (const scenario of [killServer, twoServers, drainServer, skewClock]) testShort(scenario);
