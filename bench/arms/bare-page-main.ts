// The floor: node:http and one buffer.
import { createServer } from "node:http";
import { z } from "zod";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { listen } from "#lib/boot/http/listen.ts";

const given = z.object({ body: z.base64(), type: z.string(), coding: z.string() });
let body = Buffer.alloc(0);
let headers: Record<string, string | number> = {};

const server = createServer((_, response) => response.writeHead(200, headers).end(body));
const port = await listen(server, { port: 0, host: "127.0.0.1" });

answerParent({
  listen: () => port,
  answerWith: (payload) => {
    const { body: text, type, coding } = given.parse(payload);
    body = Buffer.from(text, "base64");
    headers = { "content-type": type, "content-encoding": coding, "content-length": body.length };
  },
});
