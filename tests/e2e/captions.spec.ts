import { expect, type Page } from "@playwright/test";
import { z } from "zod";
import { cuesView } from "#lib/captions/schema.ts";
import { axeFaults, openPhone, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

/** Long enough to stand for some seconds: a full machine looks late. */
const typed = "Can you hear me? Tonight the harbour opens, and all in it is for sale.";
const first = "Good evening from the harbour, where red buoys came ashore today.";
const script = `${first}\n大家晚上好，欢迎来到礁石工坊。\nThe red buoy is on the table.`;

test("what the host types and reads from a script stands under the viewer's picture at its moment", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const host = await openPhone(browser, baseURL, "host@demo.launchroom");
  await host.setViewportSize({ width: 1440, height: 900 });
  await host.context().grantPermissions(["camera", "microphone"]);
  const viewer = await openPhone(browser, baseURL);

  await host.goto(`/studio/shows/${stage.showId}`);
  await host.getByRole("button", { name: "Send picture again" }).click();
  await expect(host.getByText(/On air, .* behind/)).toBeVisible();
  await viewer.goto(stage.room);
  await expect(viewer.locator("[data-live-player][data-playing=true]")).toBeVisible();

  const onHls = await openPhone(browser, baseURL);
  await onHls.routeWebSocket(/\/media\/.*\/fast$/, (line) => line.close());
  await onHls.goto(stage.room);
  await expect(onHls.locator("[data-live-player][data-tier=hls][data-playing=true]")).toBeVisible();

  await Promise.all([viewer, onHls].map(noteCaptions));
  const field = host.getByRole("textbox", { name: "Caption what you say" });
  await field.fill(typed);
  await field.press("Enter");
  await expect(field).toHaveValue("");
  await Promise.all([viewer, onHls].map((page) => expectCaption(page, stage.showId, typed)));
  await onHls.close();

  await host.getByLabel("Open a script").setInputFiles({
    ...{ name: "talk.srt", mimeType: "application/x-subrip", buffer: Buffer.from("No subtitle at all") },
  });
  await expect(host.getByRole("alert").getByText(/^talk\.srt has no subtitles/)).toBeVisible();
  await host.getByLabel("Open a script").setInputFiles({
    ...{ name: "harbour.txt", mimeType: "text/plain", buffer: Buffer.from(script) },
  });
  await host.getByRole("heading", { name: "Captions" }).click();
  await host.keyboard.press(" ");
  await expectCaption(viewer, stage.showId, first);
  await expect(host.getByText("Line 2 of 3")).toBeVisible();
  await host.getByRole("button", { name: /^Send the next line: 大家晚上好/ }).click();
  await expectCaption(viewer, stage.showId, "大家晚上好，欢迎来到礁石工坊。");

  await host.keyboard.press("?");
  await expect(host.getByText("Send the next line of the script as a caption")).toBeVisible();
  await host.keyboard.press("Escape");
  await host.getByRole("button", { name: "Take the last caption back" }).click();
  await expect(viewer.getByText("大家晚上好，欢迎来到礁石工坊。")).toHaveCount(0);
  await expect(host.getByText("Line 2 of 3")).toBeVisible();

  await host.getByLabel("Prompter only").check();
  await host.getByRole("heading", { name: "Captions" }).click();
  await host.keyboard.press(" ");
  await expect(host.getByText("Line 3 of 3")).toBeVisible();
  const sent = await (await stage.host.get(`/api/shows/${stage.showId}/captions`)).text();
  expect(sent.replaceAll("\\n", " ")).toContain(first);
  expect(sent).not.toContain("大家晚上好");

  expect(await axeFaults(host)).toEqual([]);
  await stage.host.post(`/api/shows/${stage.showId}/end`, { data: {} });
  await expect(host.getByRole("link", { name: "English, .srt" })).toBeVisible();
  await host.getByRole("searchbox", { name: "Search the captions" }).fill("RED BUOYS");
  await expect(host.getByText("1 caption", { exact: true })).toBeVisible();
  await host.getByRole("button", { name: /^Correct “Good evening/ }).click();
  await host
    .getByRole("textbox", { name: "Corrected caption" })
    .fill("Good evening from the old harbour, where red buoys came ashore.");
  await host.keyboard.press("Enter");
  await expect(host.getByRole("button", { name: /^Correct “Good evening from the old harbour/ })).toBeVisible();
  const [download] = await Promise.all([
    host.waitForEvent("download"),
    host.getByRole("link", { name: "English, .srt" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.en\.srt$/);
});

/** Notes what stands under the picture and at which moment of it, from now on: a caption is gone before a full machine looks. */
async function noteCaptions(viewer: Page): Promise<void> {
  await viewer.evaluate(() => {
    const seen: { text: string; at: number }[] = [];
    Object.assign(globalThis, { captionsSeen: seen });
    new MutationObserver(() => {
      const overlay = document.querySelector<HTMLElement>("[data-testid=captions]");
      const text = overlay?.textContent?.replaceAll(/\s+/g, " ") ?? "";
      if (overlay && text !== seen.at(-1)?.text) seen.push({ text, at: Number(overlay.dataset.at) });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

const captionsSeen = z.array(z.object({ text: z.string(), at: z.number() }));

/** The words are there while the picture is within the caption's span, not when the server knew them. */
async function expectCaption(viewer: Page, showId: string, text: string): Promise<void> {
  const find = async () =>
    captionsSeen.parse(await viewer.evaluate("globalThis.captionsSeen")).find((each) => each.text.includes(text));
  await expect.poll(find).toBeDefined();
  const { at = 0 } = (await find()) ?? {};
  const { cues } = cuesView.parse(await (await viewer.request.get(`/api/shows/${showId}/captions`)).json());
  const cue = cues.find((each) => each.text.replace("\n", " ") === text);
  expect(at).toBeGreaterThanOrEqual(cue?.startMs ?? Number.POSITIVE_INFINITY);
  expect(at).toBeLessThan(cue?.endMs ?? 0);
}
