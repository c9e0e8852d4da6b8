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

test("a line whose account cannot be read breaks and comes back, and is never a guest's", async () => {
  const { cookie } = await app.person("viewer");
  await app.db.$executeRaw`ALTER TABLE session RENAME TO session_away`;
  const line = await openLine(app.url, { cookie });
  const broken = Promise.withResolvers<string>();
  line.once("disconnect", broken.resolve);
  if (line.disconnected) broken.resolve("transport close");
  // What a browser comes back from by itself; "io server disconnect" it does not.
  expect(await broken.promise).toBe("transport close");
  await app.db.$executeRaw`ALTER TABLE session_away RENAME TO session`;
  const again = await openLine(app.url, { cookie });
  const { showId } = await app.openEdition();
  expect(await say(again, "chat", { showId, body: "Still here" })).toMatchObject({ ok: true });
  again.disconnect();
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
