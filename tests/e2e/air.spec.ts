import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import { z } from "zod";
import { videoView } from "#lib/recordings/schema.ts";
import { openFastViewer } from "#tests/media/fast-viewer.ts";
import { installColouredCameras, openHostPage } from "#tests/support/host-page.ts";
import { axeFaults, openPhone } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const patient = { timeout: 30_000 };

test("a host goes on air within seconds and one tap changes what viewers see", async ({ browser, baseURL }) => {
  const host = await openHostPage(browser, baseURL);
  await installColouredCameras(host);
  const show = await planShow(host);
  await openDesk(host, show);
  await expect(host.getByText("The microphone hears you")).toBeVisible();
  await expect(host.getByText(/The line carries/)).toBeVisible();
  expect(await axeFaults(host)).toEqual([]);
  await host.getByLabel("Product", { exact: true }).selectOption({ label: "Blue camera" });
  await expect(host.getByRole("button", { name: "Both" })).toBeEnabled();
  await host.getByRole("button", { name: "Go live" }).click();
  await expect(onAir(host)).toBeVisible();

  const viewer = await openViewer(browser, baseURL, show);
  await expect.poll(() => coloursOf(viewer), patient).toEqual({ middle: "red", left: "red", corner: "red" });
  await host.getByRole("button", { name: "Product", exact: true }).click();
  await expect.poll(() => coloursOf(viewer), patient).toEqual({ middle: "blue", left: "blue", corner: "blue" });
  await host.getByRole("button", { name: "Both", exact: true }).click();
  await expect.poll(() => coloursOf(viewer), patient).toEqual({ middle: "blue", left: "blue", corner: "red" });
  await host.keyboard.press("l");
  await expect.poll(() => coloursOf(viewer), patient).toMatchObject({ left: "blue", corner: "red" });
  await expect(host.getByRole("button", { name: "Both, halves" })).toBeVisible();

  const fast = await openFastViewer((baseURL ?? "").replace("localhost", "127.0.0.1"), show.id);
  await expect.poll(() => fast.parts().length, patient).toBeGreaterThan(10);
  const short = fast.parts().filter(({ durationSeconds }) => durationSeconds < 0.4);
  expect(short.length).toBeGreaterThan(fast.parts().length / 2);
  fast.close();
  await expect(host.getByTestId("air-figures")).toContainText(/key frame every [01]\.\d s/);
  await host.getByText("Figures of the last five minutes").click();
  await expect(host.getByRole("img", { name: "Delivered, Mbit/s" })).toBeVisible();
  expect(await axeFaults(host)).toEqual([]);
  await end(host);
});

test("a network that is away for ten seconds and a page that is loaded again do not end the show", async ({
  browser,
  baseURL,
}) => {
  const host = await openHostPage(browser, baseURL);
  const show = await planShow(host);
  await openDesk(host, show);
  await host.getByRole("button", { name: "Go live" }).click();
  await expect(onAir(host)).toBeVisible();
  const viewer = await openViewer(browser, baseURL, show);
  await expectMoving(viewer);

  await host.context().setOffline(true);
  await expect(viewer.locator("[data-live-player]")).toHaveAttribute("data-status", "interrupted");
  await expect(host.getByText(/Retrying, (8|9|1\d)\.\d s behind/)).toBeVisible();
  await host.context().setOffline(false);
  await expect(onAir(host)).toBeVisible();
  await expectMoving(viewer);

  const takes = await takesOf(host, show);
  await host.reload();
  await expect(onAir(host)).toBeVisible();
  await expect.poll(() => takesOf(host, show), patient).toBeGreaterThan(takes);
  await expectMoving(viewer);
  await end(host);
});

test("a second tab cannot take the air by accident; it may take it over, and the first is told", async ({
  browser,
  baseURL,
}) => {
  const first = await openHostPage(browser, baseURL);
  const show = await planShow(first);
  await openDesk(first, show);
  await first.getByRole("button", { name: "Go live" }).click();
  await expect(onAir(first)).toBeVisible();

  const second = await first.context().newPage();
  await openDesk(second, show);
  const notice = second.getByRole("region", { name: "This show is being sent from elsewhere" });
  await expect(notice).toContainText(/is sending it from Chrome/);
  await expect(second.getByRole("button", { name: "Send picture again" })).toHaveCount(0);
  await expect(onAir(first)).toBeVisible();
  await notice.getByRole("button", { name: "Take over" }).click();
  await expect(onAir(second)).toBeVisible();
  await expect(first.getByRole("region", { name: "This show is being sent from elsewhere" })).toBeVisible();
  await expect(onAir(first)).toHaveCount(0);

  await second.close();
  await expect(first.getByRole("button", { name: "Send picture again" })).toBeVisible();
  await first.getByRole("button", { name: "Send picture again" }).click();
  await expect(onAir(first)).toBeVisible();
  await end(first);
});

test("a start 27 minutes early asks, counts down and is taken back unseen; an end by mistake is undone and viewers come back", async ({
  browser,
  baseURL,
}) => {
  const host = await openHostPage(browser, baseURL);
  await installColouredCameras(host);
  const show = await planShow(host, new Date(Date.now() + 27 * 60_000));
  await openDesk(host, show);
  const viewer = await openViewer(browser, baseURL, show);
  await host.getByRole("button", { name: "Go live" }).click();
  const asked = host.getByRole("alertdialog");
  await expect(asked).toContainText("27 minutes early");
  await asked.getByRole("button", { name: "Wait" }).click();
  await host.getByRole("button", { name: "Go live" }).click();
  await asked.getByRole("button", { name: "Go live early" }).click();
  const count = host.getByTestId("going-live");
  for (const left of ["3", "2"]) await expect(count).toContainText(left);
  await count.getByRole("button", { name: "Take it back" }).click();
  await expect(count).toHaveCount(0);
  expect(await statusOf(host, show)).toBe("SCHEDULED");
  await expect(viewer.locator("[data-live-player]")).toHaveCount(0);

  await host.getByRole("button", { name: "Go live" }).click();
  await asked.getByRole("button", { name: "Go live early" }).click();
  await expect(count).toBeVisible();
  expect(await statusOf(host, show)).toBe("SCHEDULED");
  await expect(onAir(host)).toBeVisible();
  await expect.poll(async () => (await coloursOf(viewer)).middle, patient).toBe("red");
  await expect(host.getByText("Viewers on older iPhones will not hear you")).toHaveCount(0);
  expect(await codecsOf(host, show)).toContain("mp4a.40.2");

  await end(host);
  await expect(host.getByRole("button", { name: "Add" })).toHaveCount(0);
  await expect(viewer.locator("[data-live-player]")).not.toHaveAttribute("data-status", "live");
  await host.getByRole("button", { name: /^Undo the end/ }).click();
  await expect(onAir(host)).toBeVisible();
  expect(await statusOf(host, show)).toBe("LIVE");
  await expect.poll(async () => (await coloursOf(viewer)).middle, patient).toBe("red");
  await expectMoving(viewer);
  await host.evaluate("unplug(0)");
  await host.evaluate("unplug(1)");
  await expect(host.getByText("The picture stands still")).toBeVisible();
  await expect(onAir(host)).toBeVisible();
  await end(host);
});

test("another camera and a camera that goes away change the picture without ending the take", async ({
  browser,
  baseURL,
}) => {
  const host = await openHostPage(browser, baseURL);
  await installColouredCameras(host);
  const show = await planShow(host);
  await openDesk(host, show);
  await host.getByRole("button", { name: "Go live" }).click();
  await expect(onAir(host)).toBeVisible();
  const viewer = await openViewer(browser, baseURL, show);
  await expect.poll(async () => (await coloursOf(viewer)).middle, patient).toBe("red");
  const takes = await takesOf(host, show);

  await host.getByText("Devices and sound").click();
  await host.getByLabel("Face", { exact: true }).selectOption({ label: "Blue camera" });
  await expect.poll(async () => (await coloursOf(viewer)).middle, patient).toBe("blue");
  await host.evaluate("unplug(1)");
  await expect(host.getByText("Blue camera went away. Red camera stands in for it.")).toBeVisible();
  await expect.poll(async () => (await coloursOf(viewer)).middle, patient).toBe("red");
  expect(await takesOf(host, show)).toBe(takes);
  await expect(viewer.locator("[data-live-player]")).toHaveAttribute("data-status", "live");
  await end(host);
});

type Show = { id: string; slug: string };

async function planShow({ request }: Page, startsAt = new Date()): Promise<Show> {
  const data = { title: "Quay", slug: `quay-${randomUUID().slice(0, 8)}`, startsAt: startsAt.toISOString() };
  const answer = await request.post("/api/shows", { data });
  return z.object({ id: z.string(), slug: z.string() }).parse(await answer.json());
}

async function openDesk(page: Page, { id }: Show): Promise<void> {
  await page.goto(`/studio/shows/${id}`);
}

function onAir(page: Page) {
  return page.getByText(/^On air, .* behind$/);
}

async function openViewer(browser: Browser, baseURL: string | undefined, { slug }: Show): Promise<Page> {
  const page = await openPhone(browser, baseURL);
  await page.goto(`/shows/${slug}`);
  return page;
}

async function end(host: Page): Promise<void> {
  await host.getByRole("button", { name: "End show" }).click();
  await host.getByRole("button", { name: "End the show" }).click();
  await expect(host.getByText("This show is over")).toBeVisible();
}

async function takesOf({ request }: Page, { id }: Show): Promise<number> {
  const answer = await request.get(`/api/shows/${id}/video`);
  return videoView.parse(await answer.json()).figures?.takes ?? 0;
}

async function statusOf({ request }: Page, { id }: Show): Promise<string> {
  return z.object({ status: z.string() }).parse(await (await request.get(`/api/shows/${id}`)).json()).status;
}

async function codecsOf({ request }: Page, { id }: Show): Promise<string[]> {
  const answer = await request.get(`/api/shows/${id}/video`);
  return videoView.parse(await answer.json()).figures?.codecs ?? [];
}

async function expectMoving(viewer: Page): Promise<void> {
  const time = () => viewer.evaluate<number>("document.querySelector('video').currentTime");
  await expect(viewer.locator("[data-live-player]")).toHaveAttribute("data-covered", "false");
  const before = await time();
  await expect.poll(time, patient).toBeGreaterThan(before + 1);
}

/** What a viewer sees in the middle, at the left edge and top right, by name of the colour. */
async function coloursOf(viewer: Page): Promise<Record<"middle" | "left" | "corner", string>> {
  return viewer.evaluate(() => {
    const video = document.querySelector("video");
    const canvas = Object.assign(document.createElement("canvas"), { width: 128, height: 72 });
    const context = canvas.getContext("2d");
    if (video) context?.drawImage(video, 0, 0, 128, 72);
    const nameAt = (x: number, y: number) => {
      const [red = 0, , blue = 0] = context?.getImageData(x, y, 1, 1).data ?? [];
      if (red > 120 && blue < 90) return "red";
      return blue > 120 && red < 90 ? "blue" : "neither";
    };
    return { middle: nameAt(64, 36), left: nameAt(10, 36), corner: nameAt(112, 10) };
  });
}
