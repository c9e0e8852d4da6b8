import { createServer } from "node:http";
import { Server } from "socket.io";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { dispatchUpgrades } from "#lib/boot/http/upgrades.ts";
import { doorOf } from "#lib/boot/serve.ts";
import { dropResponse, type UpgradeResponse } from "#lib/live/slim-socket.ts";
import { Clients } from "#lib/network/clients.ts";
import { soon } from "#tests/support/soon.ts";

const [server, sockets] = [createServer(), createServer()];
const io = new Server(sockets, { transports: ["websocket"] });
io.engine.use((_request: unknown, response: UpgradeResponse, next: () => void) => {
  dropResponse(response);
  next();
});
const upgrades = dispatchUpgrades(server, {
  doors: [doorOf(sockets, "/socket.io/")],
  clients: new Clients({ trusted: [] }),
  bounds: { ofOne: 3, unprovenOfOne: 3 },
});

afterEach(() => {
  upgrades.close();
  server.closeAllConnections();
  server.close();
});

test("an address that opened its share of sockets is refused one more, and gets in again as they close, however often", async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const first = [await open(), await open(), await open()];
  expect(await statusOf("/socket.io/?EIO=4&transport=websocket")).toBe(503);
  for (const line of first) line.terminate();
  for (let n = 0; n < 9; n += 1) {
    await expect.poll(() => io.engine.clientsCount, soon).toBe(0);
    (await open()).terminate();
  }
  expect(await statusOf("/elsewhere")).toBe(404);
});

const at = (path: string) => {
  const address = server.address();
  return `ws://127.0.0.1:${typeof address === "object" && address ? address.port : 0}${path}`;
};

function open(): Promise<WebSocket> {
  const line = new WebSocket(at("/socket.io/?EIO=4&transport=websocket"));
  return new Promise((resolve, reject) => {
    line.once("message", () => resolve(line));
    line.once("error", reject);
  });
}

function statusOf(path: string): Promise<number | undefined> {
  const line = new WebSocket(at(path));
  line.on("error", () => {});
  return new Promise((resolve, reject) => {
    line.once("unexpected-response", (_request, { statusCode }) => resolve(statusCode));
    line.once("open", () => reject(new Error("it was let in")));
  });
}
