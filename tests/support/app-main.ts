import { compose } from "#lib/boot/compose.ts";
import { serve } from "#lib/boot/serve.ts";
import { onStopRequest } from "#lib/boot/stop-signals.ts";
import { readEnv } from "#lib/env.ts";

const env = readEnv();
const made = await compose({ env, databaseUrl: env.DATABASE_URL ?? "" });
const served = await serve({ made, port: env.PORT, host: "127.0.0.1" });
onStopRequest((reason) => served.drain({ graceMs: reason === "SIGTERM" ? Number(process.env.GRACE_MS ?? 0) : 0 }));
await made.jobs.start();
process.send?.({ port: served.port });
