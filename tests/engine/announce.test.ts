import { afterAll, beforeAll, expect, test } from "vitest";
import { adjustStock } from "#lib/engine/move-stock.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { openLine, say } from "#tests/support/sockets.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test("the room hears what was committed, and never what was rolled back", async () => {
  const { showId, editionId } = await app.openEdition({ stock: 5 });
  const [viewer] = await app.buyers(1);
  const line = await openLine(app.url, { cookie: viewer?.cookie });
  await say(line, "join", { showId });
  const { engine } = app.made;

  const failing = engine.commit(async (write) => {
    await adjustStock(write, editionId, 40);
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  await engine.commit((write) => adjustStock(write, editionId, 1));

  const heard = () =>
    line.frames
      .flatMap(({ stock = [] }) => stock)
      .flatMap((each) => (each.editionId === editionId ? [each.available] : []));
  await expect.poll(heard).toContain(6);
  // A room that reads the database again says what stands there, 5, at any time.
  expect(heard()).not.toContain(45);
  line.close();
});
