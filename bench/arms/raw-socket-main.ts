// The floor: a ws server that writes one prebuilt buffer to every line.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { z } from "zod";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { listen } from "#lib/boot/http/listen.ts";

const repeated = z.object({ message: z.string(), everyMs: z.number() });

const server = createServer();
const lines = new WebSocketServer({ server, perMessageDeflate: false });
const port = await listen(server, { port: 0, host: "127.0.0.1" });
let timer: NodeJS.Timeout | undefined;

answerParent({
  listen: () => port,
  repeat: (payload) => {
    const { message, everyMs } = repeated.parse(payload);
    const bytes = Buffer.from(message);
    timer = setInterval(() => {
      for (const line of lines.clients) line.send(bytes, { binary: false });
    }, everyMs);
  },
  stopEvents: () => clearInterval(timer),
});
