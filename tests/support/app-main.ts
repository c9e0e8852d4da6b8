import { compose } from "#lib/boot/compose.ts";
import { meetPooler } from "#lib/boot/postgres/pooler.ts";
import { serve } from "#lib/boot/serve.ts";
import { onStopRequest } from "#lib/boot/stop-signals.ts";
import { readEnv } from "#lib/env.ts";
import { cheap, payForPasswords } from "#tests/support/password-price.ts";

payForPasswords(cheap);
const env = readEnv();
const databaseUrl = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL ?? "";
const made = await compose({ env, databaseUrl, pooler: await meetPooler(env) });
const served = await serve({ made, port: env.PORT, host: "127.0.0.1" });
onStopRequest((reason) => served.drain({ graceMs: reason === "SIGTERM" ? Number(process.env.GRACE_MS ?? 0) : 0 }));
await made.jobs.start();
process.send?.({ port: served.port });
