// The product with its pages, which the parent has built.
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { runApp } from "#bench/harness/run-app.ts";

process.env.NEXT_TELEMETRY_DISABLED = "1";
const app = next({ dev: false, dir: join(import.meta.dirname, "..", ".."), httpServer: createServer() });
await app.prepare();
await runApp({ pages: app.getRequestHandler() });
