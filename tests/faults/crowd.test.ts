import { testShort } from "#tests/faults/expect-held.ts";
import { greedyBuyers } from "#tests/faults/greedy-buyers.ts";
import { overload } from "#tests/faults/overload.ts";
import { replayKeys } from "#tests/faults/replay-keys.ts";
import { rush } from "#tests/faults/rush.ts";
import { stallReaders } from "#tests/faults/stall-readers.ts";

for (const scenario of [rush, replayKeys, greedyBuyers, stallReaders, overload]) testShort(scenario);
