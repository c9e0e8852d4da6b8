import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { textFrame } from "#lib/live/text-frame.ts";

test("a frame made by hand is read by a WebSocket client as the text it was, whatever its length", async () => {
  const texts = [0, 1, 125, 126, 65_535, 65_536, 200_000].map((length) => "x".repeat(length));
  texts.push("库存 🚢".repeat(20), "库存".repeat(20_000));
  const server = new WebSocketServer({ port: 0 });
  server.on("connection", (line) => {
    const socket: unknown = Reflect.get(line, "_socket");
    if (typeof socket !== "object" || !socket) throw new Error("ws has no socket");
    const write: unknown = Reflect.get(socket, "write");
    if (typeof write !== "function") throw new Error("ws has no socket");
    for (const text of texts) Reflect.apply(write, socket, [textFrame(text)]);
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  const heard: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on("error", reject);
    client.on("message", (data, isBinary) => {
      expect(isBinary).toBe(false);
      heard.push(data.toString());
      if (heard.length === texts.length) resolve();
    });
  });
  expect(heard).toEqual(texts);
  client.terminate();
  server.close();
});
