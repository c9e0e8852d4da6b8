import { testShort } from "#tests/faults/expect-held.ts";
import { fillDisk } from "#tests/faults/fill-disk.ts";
import { freezeDatabase } from "#tests/faults/freeze-database.ts";
import { killBackend } from "#tests/faults/kill-backend.ts";
import { restartDatabase } from "#tests/faults/restart-database.ts";

for (const scenario of [restartDatabase, killBackend, freezeDatabase, fillDisk]) testShort(scenario);
