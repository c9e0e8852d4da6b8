import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { lazyModule } from "#components/ui/lazy-module.ts";

const root = join(import.meta.dirname, "..", "..");
const network = new EventTarget();

afterEach(() => vi.unstubAllGlobals());

test("a part of the page that failed without a network comes when there is one, and comes once for all who wait", async () => {
  vi.stubGlobal("addEventListener", network.addEventListener.bind(network));
  vi.stubGlobal("removeEventListener", network.removeEventListener.bind(network));
  let isOnline = false;
  const load = vi.fn(async () => {
    if (!isOnline) throw new Error("Failed to load chunk");
    return { name: "menu" };
  });
  const menu = lazyModule(load);
  const asked = [menu(), menu()];
  await vi.waitFor(() => expect(load.mock.calls.length).toBeGreaterThan(1));

  isOnline = true;
  network.dispatchEvent(new Event("online"));
  expect(await Promise.all([...asked, menu()])).toEqual([{ name: "menu" }, { name: "menu" }, { name: "menu" }]);
  const tries = load.mock.calls.length;
  await menu();
  expect(load).toHaveBeenCalledTimes(tries);
});

test("no part of a page is loaded in a way that gives up", () => {
  const files = globSync("{app,components}/**/*.{ts,tsx}", { cwd: root });
  expect(files.length).toBeGreaterThan(300);
  const bare = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8")
      .replace(/lazyModule\((?:async )?\(\) =>.*$/gm, "")
      // What a page shows first: its scripts stand in the head whichever way it is imported.
      .replace(/dynamicPart\(\(\) =>\s*import\([^;]*;/g, "")
      // Names a script in the head and draws nothing, whether it came or not.
      .replace(/dynamic\(\(\) => import\(.*\.then\(nothing, nothing\)\)/g, "");
    return /(?<!typeof )\bimport\(|\bdynamic\(|\blazy\(/.test(text) ? [file] : [];
  });
  expect(bare).toEqual([]);
});
