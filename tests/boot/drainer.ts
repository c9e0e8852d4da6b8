import { writeFileSync } from "node:fs";
import { onStopRequest } from "#lib/boot/stop-signals.ts";

const file = process.argv[2] ?? "";
onStopRequest(async (reason) => writeFileSync(file, reason, { flag: "a" }));
setInterval(() => {}, 60_000);
writeFileSync(file, "");
