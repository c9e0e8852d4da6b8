import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Browser, expect, type Page } from "@playwright/test";
import { hasFfmpeg } from "#tests/media/ffmpeg.ts";
import { type Encoder, startEncoder } from "#tests/sources/encoder.ts";
import { axeFaults, openStage, type Stage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test.skip(!hasFfmpeg, "ffmpeg is not on this machine: sources other than the browser are not tested");

/** A page that encodes, one that decodes and an encoder share the machine with the server here. */
const patiently = { timeout: 90_000 };

const encoders: Encoder[] = [];
test.afterEach(() => Promise.all(encoders.splice(0).map((encoder) => encoder.stop())));

function encode(address: string): Encoder {
  const encoder = startEncoder(address);
  encoders.push(encoder);
  return encoder;
}

test("a host goes on air from OBS with a copied key, swaps to the browser and back, and reads why a wrong key fails", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const desk = await openDesk(browser, stage);
  await desk.getByRole("button", { name: "OBS, files, other platforms" }).click();
  const sheet = desk.getByRole("dialog", { name: "Sources and targets" });
  await sheet.getByRole("button", { name: "Make a stream key" }).click();
  const streamKey = await sheet.getByLabel("Stream key", { exact: true }).inputValue();
  const address = `${await sheet.getByLabel("Server", { exact: true }).inputValue()}/${streamKey}`;
  expect(await axeFaults(desk)).toEqual([]);

  encode(`${address}x`);
  await expect(sheet.getByTestId("turned-away")).toContainText("its key does not open this show");
  await desk.keyboard.press("Escape");
  encode(address);
  const row = desk.locator("[data-source=rtmp]");
  await expect(row).toHaveAttribute("data-state", "on_air");
  await expect(desk.getByTestId("turned-away")).toHaveCount(0);

  const viewer = await browser.newPage();
  await viewer.goto(stage.room);
  await expectMovingVideo(viewer);

  await desk.getByRole("button", { name: "Send from this browser" }).click();
  await expect(row).toHaveAttribute("data-state", "ready", patiently);
  await expect(row).toContainText("Another source took the air");
  await expectMovingVideo(viewer);

  await row.getByRole("button", { name: "Take over and put on air" }).click();
  await desk.getByRole("alertdialog").getByRole("button", { name: "Put on air" }).click();
  await expect(row).toHaveAttribute("data-state", "on_air", patiently);
  await expectMovingVideo(viewer);
});

test("a target that cannot be reached says so beside a show that goes on", async ({ browser, baseURL }) => {
  const stage = await openStage(browser, baseURL);
  const desk = await openDesk(browser, stage);
  await desk.getByRole("button", { name: "OBS, files, other platforms" }).click();
  await desk.getByRole("button", { name: "Make a stream key" }).click();
  const sheet = desk.getByRole("dialog", { name: "Sources and targets" });
  const streamKey = await sheet.getByLabel("Stream key", { exact: true }).inputValue();
  encode(`${await sheet.getByLabel("Server", { exact: true }).inputValue()}/${streamKey}`);
  await sheet.getByRole("tab", { name: "Also send to" }).click();
  await sheet.getByRole("button", { name: "Add a target" }).click();
  await sheet.getByLabel("Name").fill("Nowhere");
  await sheet.getByLabel("Server address").fill("rtmp://127.0.0.1:9/live");
  await sheet.getByLabel("Stream key", { exact: true }).fill("a-key");
  await sheet.getByRole("button", { name: "Send there too" }).click();
  const target = sheet.locator("[data-target=Nowhere]");
  await expect(target).toHaveAttribute("data-state", "failed");
  await expect(target).toContainText("Nothing takes connections there");
  expect(await axeFaults(desk)).toEqual([]);
  await expect(desk.locator("[data-source=rtmp]")).toHaveAttribute("data-state", "on_air");
});

test("a recorded show goes out as live while its host chats over it, pauses and goes on", async ({
  browser,
  baseURL,
}, info) => {
  const film = info.outputPath("film.mp4");
  await makeFilm(film);
  const stage = await openStage(browser, baseURL);
  const desk = await openDesk(browser, stage);
  await desk.getByRole("button", { name: "OBS, files, other platforms" }).click();
  const sheet = desk.getByRole("dialog", { name: "Sources and targets" });
  await sheet.getByRole("tab", { name: "File" }).click();
  await sheet.locator("input[type=file]").setInputFiles(film);
  await sheet.getByRole("button", { name: "Show it now" }).click();
  const row = desk.locator("[data-source=file]");
  await expect(row).toHaveAttribute("data-state", "on_air");
  await desk.keyboard.press("Escape");

  const viewer = await browser.newPage();
  await viewer.goto(stage.room);
  await expectMovingVideo(viewer);
  await desk.getByRole("textbox", { name: "Write as host" }).fill("This part I filmed in the boat hall.");
  await desk.getByRole("button", { name: "Send", exact: true }).click();
  await expect(viewer.getByText("This part I filmed in the boat hall.").first()).toBeVisible();

  await row.getByRole("button", { name: "Pause" }).click();
  await expect(row).toContainText("Paused");
  await row.getByRole("button", { name: "Go on" }).click();
  await expect(row).toHaveAttribute("data-state", "on_air");
  await expectMovingVideo(viewer);
});

/** Long enough for the slowest machine. */
async function makeFilm(file: string): Promise<void> {
  const inputs = ["-f", "lavfi", "-i", "testsrc2=s=160x90:r=10", "-f", "lavfi", "-i", "sine=f=440:r=48000"];
  const picture = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10", "-b:v", "60k"];
  await promisify(execFile)("ffmpeg", ["-v", "error", "-y", ...inputs, ...picture, "-c:a", "aac", "-t", "300", file]);
}

async function openDesk(browser: Browser, { host, showId }: Stage): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    storageState: await host.storageState(),
    permissions: ["camera", "microphone"],
  });
  const page = await context.newPage();
  await page.goto(`/studio/shows/${showId}`);
  return page;
}

async function expectMovingVideo(page: Page) {
  const time = () =>
    page
      .locator("video")
      .first()
      .evaluate((video: HTMLVideoElement) => video.currentTime);
  await expect.poll(time, patiently).toBeGreaterThan(0);
  const before = await time();
  await expect.poll(time, patiently).toBeGreaterThan(before + 1);
}
