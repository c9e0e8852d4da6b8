import { Agent, createServer, request, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerInTime } from "#lib/api/answer-in-time.ts";
import { listen } from "#lib/boot/http/listen.ts";

let server: Server;
let port: number;
let handle: (response: ServerResponse) => unknown;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeEach(async () => {
  server = createServer((asked, response) => {
    answerInTime(asked, response, 50);
    handle(response);
  });
  port = await listen(server, { port: 0, host: "127.0.0.1" });
});

afterEach(() => {
  agent.destroy();
  server.close();
});

test("a handler that says nothing is answered for, with a time to come back", async () => {
  handle = () => {};
  const answer = await ask();
  expect(answer).toMatchObject({ status: 503, retryAfter: "3", type: "application/problem+json" });
  expect(JSON.parse(answer.text)).toMatchObject({ code: "overloaded", retryAfter: 3 });
});

test("what a handler says too late disturbs nobody, not even the next request on the same line", async () => {
  let late: ServerResponse | undefined;
  handle = (response) => {
    late = response;
  };
  expect((await ask()).status).toBe(503);
  handle = (response) => {
    late?.setHeader("x-late", "1");
    late?.writeHead(200, { "content-length": "4" });
    late?.write("late");
    late?.end();
    late?.destroy();
    response.writeHead(200).end("mine");
  };
  expect(await ask()).toMatchObject({ status: 200, text: "mine" });
});

test("a handler that has begun to answer is left alone", async () => {
  handle = (response) => {
    response.writeHead(200);
    response.write("slow");
    setTimeout(() => response.end("ly"), 120);
  };
  expect(await ask()).toMatchObject({ status: 200, text: "slowly" });
});

function ask() {
  return new Promise<{ status: number; retryAfter: unknown; type: unknown; text: string }>((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        const { "retry-after": retryAfter, "content-type": type } = response.headers;
        resolve({ status: response.statusCode ?? 0, retryAfter, type, text });
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}
