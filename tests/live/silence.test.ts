import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";
import { soon } from "#tests/support/soon.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

test("a viewer whose network fell silent stalls nobody, and is out of the count within 15 seconds", {
  timeout: 25_000,
}, async () => {
  const { showId, editionId } = await app.openEdition();
  const silent = await joinBare(showId);
  const line = await openLine(app.url);
  await say(line, "join", { showId });
  await expect.poll(() => line.frames.at(-1)?.viewers, soon).toBe(2);
  silent.pause();

  const [buyer] = await app.buyers(1);
  await app.http("POST", "/api/preorders", { cookie: buyer?.cookie, key: randomUUID(), body: { editionId } });
  const told = () => line.frames.some(({ stock }) => stock[0]?.available === 499);
  await expect.poll(told, soon).toBe(true);
  await expect.poll(() => line.frames.at(-1)?.viewers, { timeout: 15_000 }).toBe(1);
  silent.terminate();
  line.disconnect();
});

/** A line without socket.io's client, which would answer pings whatever we do. */
async function joinBare(showId: string): Promise<WebSocket> {
  const socket = new WebSocket(`${app.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  await once(socket, "message");
  socket.send("40");
  await once(socket, "message");
  socket.send(`420${JSON.stringify(["join", { showId }])}`);
  await once(socket, "message");
  return socket;
}
