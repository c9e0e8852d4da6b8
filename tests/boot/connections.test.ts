import { createServer, get, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { boundConnections, readBounds } from "#lib/boot/http/connections.ts";
import { Clients } from "#lib/network/clients.ts";
import { soon } from "#tests/support/soon.ts";

let server: Server;
let port: number;
let lines: Socket[];
/** Answers that are not out yet. */
let waiting: (() => void)[];

beforeEach(async () => {
  [lines, waiting] = [[], []];
  server = createServer((request, response) => {
    connections.keep(request.socket);
    response.once("close", () => connections.spare(request.socket));
    if (request.url === "/slow") waiting.push(() => response.end("late"));
    else response.end("hello");
  });
  const connections = boundConnections(server, {
    clients: new Clients({ trusted: [] }),
    bounds: { all: 40, ofOne: 20 },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});

afterEach(() => {
  for (const line of lines) line.destroy();
  server.closeAllConnections();
  server.close();
});

test("an address that opened its share of lines and asks nothing is still answered: the oldest of its silent lines goes", async () => {
  await openQueues(20);
  expect((await ask("/")).text).toBe("hello");
  await expect.poll(countOpen, soon).toBe(19);
});

test("lines that wait for an answer stay, and whoever comes beyond them is told 503 and when to come back", async () => {
  const slow = Array.from({ length: 20 }, () => ask("/slow"));
  await expect.poll(() => waiting.length, soon).toBe(20);
  expect(await ask("/")).toMatchObject({ status: 503, retryAfter: "5" });
  expect((await ask("/", "127.0.0.2")).status).toBe(200);
  for (const answer of waiting) answer();
  expect((await Promise.all(slow)).map(({ text }) => text)).toEqual(Array(20).fill("late"));
});

test("a full house has room for a new address: the address with the most lines gives", async () => {
  await openQueues(20, "127.0.0.2");
  await openQueues(20, "127.0.0.3");
  for (const from of ["127.0.0.4", "127.0.0.5"]) expect((await ask("/", from)).status).toBe(200);
});

test("a part of what the system allows stays free for database and files", () => {
  for (const limit of [1024, 4096, 20_000, 1_048_576]) {
    const { all, ofOne } = readBounds(limit);
    expect(limit - all).toBeGreaterThanOrEqual(200);
    expect(ofOne).toBeLessThanOrEqual(all / 2);
    expect(ofOne).toBeGreaterThanOrEqual(400);
  }
});

async function openQueues(count: number, localAddress = "127.0.0.1") {
  for (let n = 0; n < count; n += 1) {
    const line = connect({ port, host: "127.0.0.1", localAddress }).on("error", () => undefined);
    await new Promise((resolve) => line.once("connect", resolve));
    line.resume();
    lines.push(line);
  }
}

const countOpen = () =>
  lines.filter(({ closed, destroyed, readableEnded }) => !(closed || destroyed || readableEnded)).length;

function ask(
  path: string,
  localAddress = "127.0.0.1",
): Promise<{ status?: number; retryAfter?: string; text: string }> {
  return new Promise((resolve, reject) => {
    get({ port, path, localAddress, host: "127.0.0.1", agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, retryAfter: answer.headers["retry-after"], text }));
    }).on("error", reject);
  });
}
