// An empty page of the same Next, built and served with the product's own settings.
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { listen } from "#lib/boot/http/listen.ts";

process.env.NEXT_TELEMETRY_DISABLED = "1";
const app = next({ dev: false, dir: join(import.meta.dirname, "..", "pages", "empty"), httpServer: createServer() });
await app.prepare();
const port = await listen(createServer(app.getRequestHandler()), { port: 0, host: "127.0.0.1" });

answerParent({ listen: () => port });
