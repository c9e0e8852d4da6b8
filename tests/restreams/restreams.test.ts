import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TakeStarted } from "#lib/media/schema.ts";
import { createSeal } from "#lib/seal.ts";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { inAWhile, openDesk, type TestDesk } from "#tests/sources/desk.ts";
import { type Encoder, startBrowserLike, startEncoder } from "#tests/sources/encoder.ts";
import { type App, startApp } from "#tests/support/app.ts";
import { findFreePort } from "#tests/support/free-port.ts";
import { startOtherPlatform } from "./other-platform.ts";

let app: App;
let encoder: Encoder | undefined;

beforeAll(async () => {
  app = await startApp({ RTMP_PORT: String(await findFreePort()), ALLOW_PRIVATE_ADDRESSES: "true" });
});

afterEach(() => encoder?.stop());
afterAll(() => app.stop());

function stateOf(desk: TestDesk, name: string) {
  return async () => (await desk.targets()).find((target) => target.name === name)?.state;
}

/** What every account of this machine may read of what runs. */
function commandLines(): string {
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const lines = numbers.map((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\u0000", " ");
    } catch {
      // It ended meanwhile.
      return "";
    }
  });
  return lines.join("\n");
}

describe.skipIf(!hasFfmpeg)("a show that is sent on to other platforms", () => {
  it("arrives there as it is, whatever becomes of the other targets", { timeout: 90_000 }, async () => {
    const desk = await openDesk(app);
    const port = await findFreePort();
    let platform = await startOtherPlatform(port);
    const good = { name: "Good", address: platform.address, key: "good-key" };
    const dead = { name: "Dead", address: `rtmp://127.0.0.1:${await findFreePort()}/live`, key: "dead-key" };
    for (const target of [good, dead]) expect((await desk.call("POST", "/restreams", target)).status).toBe(201);
    expect(await stateOf(desk, "Good")()).toBe("waiting");

    encoder = startEncoder(await desk.issueAddress());
    await expect.poll(() => desk.status(), inAWhile).toBe("live");
    await expect.poll(stateOf(desk, "Good"), inAWhile).toBe("live");
    await expect.poll(stateOf(desk, "Dead"), inAWhile).toBe("failed");
    expect(await platform.watch("good-key")).toEqual(["aac", "h264"]);
    expect(commandLines()).toContain("ffmpeg");
    expect(commandLines().replaceAll(/.*ffprobe.*/g, "")).not.toContain("good-key");
    const [first, second] = await desk.targets();
    expect(first).toMatchObject({ trouble: null, drops: 0 });
    expect(first?.bytes).toBeGreaterThan(10_000);
    expect(second).toMatchObject({ trouble: "refused" });

    await platform.stop();
    await expect.poll(stateOf(desk, "Good"), inAWhile).toBe("failed");
    expect(desk.status()).toBe("live");
    platform = await startOtherPlatform(port);
    await expect.poll(stateOf(desk, "Good"), inAWhile).toBe("live");
    expect((await desk.targets())[0]?.attempts).toBeGreaterThan(1);

    const id = first?.id ?? "";
    await desk.call("PATCH", `/restreams/${id}`, { isOn: false });
    expect(await stateOf(desk, "Good")()).toBe("off");
    expect(desk.status()).toBe("live");
    expect(desk.takes()).toBe(1);
    await platform.stop();
  });
});

describe.skipIf(!hasFfmpeg)("the sound of a browser", () => {
  it("arrives as AAC, which other platforms take, where the browser made Opus", { timeout: 90_000 }, async () => {
    const desk = await openDesk(app);
    const platform = await startOtherPlatform(await findFreePort());
    const target = { name: "Good", address: platform.address, key: "opus-key" };
    expect((await desk.call("POST", "/restreams", target)).status).toBe(201);
    const started = await desk.call("POST", "/takes", {});
    const { takeId, showKey: key } = TakeStarted.parse(started.body);
    const channel = app.made.channels.open(desk.showId);
    let n = 0;
    const browser = startBrowserLike((bytes) => channel.accept({ takeId, key, n: n++, bytes }));
    await expect.poll(stateOf(desk, "Good"), inAWhile).toBe("live");
    expect(app.made.channels.figures(desk.showId)?.codecs).toContain("opus");
    expect(await platform.watch("opus-key")).toEqual(["aac", "h264"]);
    await browser.stop();
    await platform.stop();
  });
});

describe("the key of another platform", () => {
  it("lies in the database encrypted, and no answer ever holds it", async () => {
    const desk = await openDesk(app);
    const made = await desk.call("POST", "/restreams", {
      ...{ name: "Elsewhere", address: "rtmp://127.0.0.1:1/app", key: "very-secret-key" },
    });
    expect(made.text).not.toContain("very-secret-key");
    expect(JSON.stringify(await desk.targets())).not.toContain("very-secret-key");
    const [row] = await app.db.restreamTarget.findMany({ where: { showId: desk.showId } });
    expect(row?.sealedKey).not.toContain("very-secret-key");
    expect(app.made.keySeal.open(row?.sealedKey ?? "", row?.id ?? "")).toBe("very-secret-key");
  });

  it("opens under no other secret and for no other target", () => {
    const seal = createSeal("a secret of this server", "restreamKeys");
    const sealed = seal.seal("key", "target-1");
    expect(seal.open(sealed, "target-1")).toBe("key");
    expect(seal.open(sealed, "target-2")).toBeUndefined();
    expect(createSeal("another secret", "restreamKeys").open(sealed, "target-1")).toBeUndefined();
  });
});

describe("a target", () => {
  it("is one of six at most, and of its own show alone", async () => {
    const [desk, other] = [await openDesk(app), await openDesk(app)];
    const target = { name: "One", address: "rtmp://127.0.0.1:1/app", key: "k" };
    for (let n = 0; n < 6; n += 1) expect((await desk.call("POST", "/restreams", target)).status).toBe(201);
    expect((await desk.call("POST", "/restreams", target)).body).toMatchObject({ code: "targets_full" });
    const [one] = await desk.targets();
    expect((await other.call("DELETE", `/restreams/${one?.id}`)).status).toBe(404);
    expect((await desk.call("DELETE", `/restreams/${one?.id}`)).status).toBe(200);
    expect(await desk.targets()).toHaveLength(5);
  });

  it("is taken as people copy it, and never with its key in the address that everybody may read", async () => {
    const desk = await openDesk(app);
    const add = (address: string, key = "abcd-efgh-1234") =>
      desk.call("POST", "/restreams", { name: "Elsewhere", address, key });
    for (const address of ["127.0.0.1/live", " rtmp://127.0.0.1/live ", "RTMP://127.0.0.1/live"])
      expect((await add(address)).status).toBe(201);
    expect(new Set((await desk.targets()).map(({ address }) => address))).toEqual(new Set(["rtmp://127.0.0.1/live"]));
    const refused = [
      ["rtmp://127.0.0.1/live/abcd-efgh-1234"],
      ["rtmp://user:secret@127.0.0.1/live"],
      ["rtmp://1.1.1.1 @127.0.0.1/live"],
      ["https://127.0.0.1/live"],
      ["rtmp://127.0.0.1/live", "rtmp://127.0.0.1/live/abcd-efgh-1234"],
    ] as const;
    for (const [address, key] of refused) expect((await add(address, key)).status, address).toBe(422);
    expect(await desk.targets()).toHaveLength(3);
  });

  it("may not lead into a private network where that is not allowed", async () => {
    const strict = await startApp();
    const desk = await openDesk(strict);
    for (const host of ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[fd00::1]", "localhost"]) {
      const answer = await desk.call("POST", "/restreams", { name: "Inside", address: `rtmp://${host}/a`, key: "k" });
      expect(answer.body, host).toMatchObject({ status: 422, code: "address_private", field: "address" });
    }
    expect(await desk.targets()).toEqual([]);
    await strict.stop();
  });
});
