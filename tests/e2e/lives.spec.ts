import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { axeFaults, openPhone, post, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const phone = { width: 390, height: 844 };

test("a phone finds a product while it types, misspelt and in Chinese; without scripts the form does", async ({
  browser,
  baseURL,
}) => {
  const page = await (await browser.newContext({ viewport: phone, locale: "en-GB" })).newPage();
  await page.goto("/products");
  await expect(page.getByRole("heading", { name: "From the workshop" })).toBeVisible();
  await page.getByRole("searchbox").fill("tidebnad");
  const hits = page.getByRole("list", { name: "Results" });
  await expect(hits.getByRole("link", { name: "Tideband" })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await shoot(page, "search-phone");
  await hits.getByRole("link", { name: "Tideband" }).click();
  await expect(page).toHaveURL(/\/products\/tideband$/);

  const still = await browser.newContext({ viewport: phone, javaScriptEnabled: false, baseURL });
  const form = await still.newPage();
  await form.goto("/products");
  await form.getByRole("searchbox").fill("海燕");
  await form.getByRole("button", { name: "Search" }).click();
  await expect(form).toHaveURL(/\/search\?q=/);
  await expect(form.getByRole("heading", { name: "Petrel", exact: true })).toBeVisible();
  await form.goto("/search?q=zzzzqqqq");
  await expect(form.getByText("Here is what else there is")).toBeVisible();
  await expect(form.getByRole("heading", { name: "From the workshop" })).toBeVisible();
  await expect(form.getByRole("region", { name: "Also here" }).getByRole("listitem").first()).toBeVisible();
});

test("a host drafts, publishes, postpones, cancels and archives a show; strangers see of it what they may", async ({
  browser,
  baseURL,
}) => {
  const host = await openPhone(browser, baseURL, "host@demo.launchroom");
  const title = `Rope works ${randomUUID().slice(0, 6)}`;
  const startsAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const slug = `rope-${randomUUID().slice(0, 8)}`;
  const { id } = withId.parse(await post(host.request, "/api/shows", { title, slug, startsAt, isDraft: true }));
  const stranger = await browser.newPage({ viewport: phone, locale: "en-GB" });
  const seen = async (words: string) => {
    await expect(async () => {
      await stranger.goto(`/shows/${slug}`);
      await expect(stranger.getByText(words).first()).toBeVisible({ timeout: 2000 });
    }).toPass();
  };
  await seen("Nothing on this channel");
  await host.goto("/studio");
  await expect(host.getByRole("heading", { name: "Drafts" })).toBeVisible();
  await host.goto(`/studio/shows/${id}`);
  await shoot(host, "draft-phone");
  await host.getByRole("button", { name: "Publish" }).click();
  await host.getByRole("alertdialog").getByRole("button", { name: "Publish" }).click();
  await expect(host.getByText("Published. Everybody sees it.")).toBeVisible();
  await seen(title);

  await openLife(host);
  await host.getByRole("button", { name: "Postpone" }).click();
  await host.getByLabel("Begins at").fill("2031-05-01T20:00");
  await host.getByRole("button", { name: "Set and tell everybody" }).click();
  await expect(host.getByText("Moved. It was to begin")).toBeVisible();
  await seen("The start was moved:");

  await openLife(host);
  await host.getByRole("button", { name: "Cancel the show" }).click();
  const asked = host.getByRole("alertdialog");
  expect(await axeFaults(host)).toEqual([]);
  await asked.getByRole("button", { name: "Cancel the show" }).click();
  await expect(host.getByRole("heading", { name: "The show was cancelled" })).toBeVisible();
  await seen("This show does not take place.");
  await shoot(stranger, "cancelled-phone");

  await openLife(host);
  await host.getByRole("button", { name: "Archive" }).click();
  await expect(host.getByText("In the archive: in no list, still at its address.")).toBeVisible();
  await host.goto("/studio");
  await host.getByText(/in the archive$/).click();
  await expect(host.getByRole("link", { name: title })).toBeVisible();
  await seen("This show does not take place.");
});

async function openLife(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Move, cancel, archive, use again" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
