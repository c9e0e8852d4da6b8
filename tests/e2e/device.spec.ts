import { expect, type Page } from "@playwright/test";
import { axeFaults, openPhone } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const verdicts = (page: Page) =>
  page
    .locator("tr[data-trial]")
    .evaluateAll((rows) =>
      Object.fromEntries(rows.map((row) => [row.getAttribute("data-trial"), row.getAttribute("data-verdict")])),
    );

test("a host tries their device: a real picture, sound and line, stopped once and run whole", async ({
  browser,
  baseURL,
}) => {
  const page = await openPhone(browser, baseURL, "host@demo.launchroom");
  await page.context().grantPermissions(["camera", "microphone"]);
  const sent: number[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/uplink")) sent.push(Number(request.postDataBuffer()?.byteLength ?? 0));
  });
  await page.goto("/studio");
  await page.getByRole("link", { name: "Try this device" }).click();

  await page.getByRole("button", { name: "Try this device" }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopped. What was found")).toBeVisible();
  expect(sent).toEqual([]);

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("whole")).toBeVisible({ timeout: 120_000 });
  const found = await verdicts(page);
  expect(Object.keys(found)).toEqual(["camera", "pictures", "sound", "uplink", "screen", "wakeLock", "storage"]);
  expect(["good", "limits"]).toContain(found.camera);
  expect(["good", "limits"]).toContain(found.pictures);
  expect(found).toMatchObject({ sound: "good", uplink: expect.stringMatching(/good|limits/) });
  expect(sent[0]).toBe(64 * 1024);
  await page.locator("tr[data-trial=pictures]").getByText("Figures").click();
  await expect(page.getByText(/H\.264 processor, baseline, 1280×720: \d+ fps/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Link for viewers" })).toHaveValue(/\/device$/);
  if (process.env.DEVICE_SHOT) await page.screenshot({ path: `${process.env.DEVICE_SHOT}-host.png`, fullPage: true });
  expect(await axeFaults(page)).toEqual([]);
});

test("a host whose camera is refused is told so, and what to do", async ({ browser, baseURL }) => {
  const page = await openPhone(browser, baseURL, "host@demo.launchroom");
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await page.goto("/studio/device-test");
  await page.getByRole("button", { name: "Try this device" }).click();
  await expect(page.locator("tr[data-trial=camera]")).toContainText("Allow camera and microphone");
  await expect(page.getByTestId("whole")).toHaveText(/Do not go on air/, { timeout: 120_000 });
});

test("a visitor without an account learns what plays, from a piece of video that really plays", async ({
  browser,
  baseURL,
}) => {
  const page = await openPhone(browser, baseURL);
  await page.goto("/device");
  await page.getByRole("button", { name: "Try this device" }).click();
  await expect(page.getByTestId("whole")).toBeVisible({ timeout: 60_000 });
  const found = await verdicts(page);
  expect(Object.keys(found)).toEqual(["downlink", "fast", "playlists", "autoplay", "captions", "wakeLock"]);
  expect(["good", "limits"]).toContain(found.fast);
  expect(found).toMatchObject({ playlists: "good", captions: "good" });
  await page.locator("tr[data-trial=fast]").getByText("Figures").click();
  await expect(page.getByText("H.264 + AAC: +")).toBeVisible();
  if (process.env.DEVICE_SHOT) await page.screenshot({ path: `${process.env.DEVICE_SHOT}-viewer.png`, fullPage: true });
  expect(await axeFaults(page)).toEqual([]);

  await test.step("a browser without Media Source is told that it sees the show later", async () => {
    const old = await openPhone(browser, baseURL);
    await old.addInitScript(() => {
      Reflect.deleteProperty(globalThis, "MediaSource");
      Reflect.deleteProperty(globalThis, "ManagedMediaSource");
    });
    await old.goto("/device");
    await old.getByRole("button", { name: "Try this device" }).click();
    await expect(old.locator("tr[data-trial=fast]")).toContainText("some seconds later instead", { timeout: 60_000 });
  });
});
