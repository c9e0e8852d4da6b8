// The HTTP baselines in a process of their own, on Hono's server with its own defaults.
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { orderBaselines } from "#bench/arms/order-baselines.ts";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { readOrMakeSecret } from "#lib/accounts/secret.ts";
import { listen } from "#lib/boot/http/listen.ts";
import { readEnv } from "#lib/env.ts";

const env = readEnv({ ...process.env });
const secret = await readOrMakeSecret(env.DATA_DIR, env.AUTH_SECRET);
const baselines = orderBaselines({ databaseUrl: env.DATABASE_URL ?? "", secret });
const server = createServer({ keepAliveTimeout: 65_000 }, getRequestListener(baselines.fetch));
const port = await listen(server, { port: 0, host: "127.0.0.1" });

answerParent({ listen: () => port, forgetSessions: () => baselines.forgetSessions() });
