// The floor: a server that answers every request with one buffer and the fewest headers.
import { createServer } from "node:http";
import { z } from "zod";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { listen } from "#lib/boot/http/listen.ts";

let segment = Buffer.alloc(0);
const server = createServer((_request, response) => {
  response.setHeader("content-length", segment.length);
  response.end(segment);
});
const port = await listen(server, { port: 0, host: "127.0.0.1" });

answerParent({
  listen: () => port,
  setSize: (payload) => {
    segment = Buffer.alloc(z.number().parse(payload), 7);
  },
});
