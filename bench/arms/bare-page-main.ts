// The floor: node:http, one buffer and the headers that go out with it.
import { createServer } from "node:http";
import { z } from "zod";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { listen } from "#lib/boot/http/listen.ts";

const given = z.object({ body: z.base64(), headers: z.array(z.string()) });
let body = Buffer.alloc(0);
let headers: string[] = [];

const server = createServer((_, response) => response.writeHead(200, headers).end(body));
const port = await listen(server, { port: 0, host: "127.0.0.1" });

answerParent({
  listen: () => port,
  answerWith: (payload) => {
    const said = given.parse(payload);
    body = Buffer.from(said.body, "base64");
    headers = said.headers;
  },
});
