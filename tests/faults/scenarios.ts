import { drainServer } from "#tests/faults/drain-server.ts";
import { fillDisk } from "#tests/faults/fill-disk.ts";
import { freezeDatabase } from "#tests/faults/freeze-database.ts";
import { greedyBuyers } from "#tests/faults/greedy-buyers.ts";
import { hiddenViewer } from "#tests/faults/hidden-viewer.ts";
import { killBackend } from "#tests/faults/kill-backend.ts";
import { killServer } from "#tests/faults/kill-server.ts";
import { longShow } from "#tests/faults/long-show.ts";
import { overload } from "#tests/faults/overload.ts";
import { randomWalks } from "#tests/faults/random-walks.ts";
import { replayKeys } from "#tests/faults/replay-keys.ts";
import { restartDatabase } from "#tests/faults/restart-database.ts";
import { rush } from "#tests/faults/rush.ts";
import type { Scenario } from "#tests/faults/scenario.ts";
import { siege } from "#tests/faults/siege.ts";
import { skewClock } from "#tests/faults/skew-clock.ts";
import { stallReaders } from "#tests/faults/stall-readers.ts";
import { twoServers } from "#tests/faults/two-servers.ts";

/** Everything that is done to the shop, the most likely first. */
export const scenarios: Scenario[] = [
  rush,
  replayKeys,
  greedyBuyers,
  killServer,
  twoServers,
  drainServer,
  restartDatabase,
  killBackend,
  freezeDatabase,
  fillDisk,
  stallReaders,
  siege,
  skewClock,
  overload,
  randomWalks,
  longShow,
  hiddenViewer,
];
