import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import pg from "pg";
import { openDatabase } from "#lib/boot/postgres/open-database.ts";
import { axeFaults, openPhone, openStage, post, someGuest, withId } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

const desktop = { width: 1440, height: 900 };

test("an owner invites a producer by mail, who works one desk and sees no sums until the role is taken away", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL, { perPersonLimit: 2 });
  const email = `wei-${randomUUID().slice(0, 8)}@example.com`;
  const owner = await openPhone(browser, baseURL, "owner@demo.launchroom");
  await owner.setViewportSize(desktop);

  await test.step("the owner finds the page in the settings and invites for one show", async () => {
    await owner.goto("/settings");
    await owner.getByRole("link", { name: "People" }).click();
    await owner.getByRole("button", { name: "Invite somebody" }).click();
    const sheet = owner.getByRole("dialog");
    await sheet.getByLabel("E-mail").fill(email);
    await sheet.getByRole("combobox", { name: /^For/ }).selectOption(stage.showId);
    await sheet.getByRole("button", { name: "Send the invitation" }).click();
    await expect(owner.getByRole("listitem", { name: email })).toContainText("Open");
    expect(await axeFaults(owner)).toEqual([]);
    await shoot(owner, "people-desktop");
  });

  const { page, heard } = await openListening(browser);
  await test.step("the invited person opens the link, makes an account, and joins by a press", async () => {
    await page.goto(await linkTo(email));
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Mara Lind invites you");
    expect(await axeFaults(page)).toEqual([]);
    await shoot(page, "join-desktop");
    await page.getByRole("link", { name: "Make an account to join" }).click();
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await page.getByLabel("Name").fill("Wei Chen");
    await page.getByLabel("Password").fill("a password of mine");
    await page.getByRole("button", { name: "Make account" }).click();
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page).toHaveURL(/\/studio$/);
  });

  await test.step("the desk is theirs, without sums; the catalogue, the money and the settings are not", async () => {
    await expect(page.getByRole("link", { name: "Products" })).toHaveCount(0);
    await page.locator(`a[href="/studio/shows/${stage.showId}"]`).first().click();
    await expect(page.getByRole("heading", { name: "Harbour buoy" })).toBeVisible();
    await buyTwo(await someGuest(browser), stage.editionId);
    await expect(page.getByRole("list", { name: "Newest pre-orders" })).toContainText("×2");
    await shoot(page, "producer-desk");
    const said = [...heard, await page.content()].join("\n");
    expect(said).toContain("×2");
    for (const sum of ["119800", "1,198", "19800"]) expect(said, sum).not.toContain(sum);
    for (const path of ["/ops", "/ops/orders", "/settings/people", "/studio/products"])
      expect((await page.request.get(path)).status(), path).toBe(404);
  });

  await test.step("the role is taken away, and the open desk is closed", async () => {
    await owner.goto(`/settings/people?q=${email}`);
    await owner.getByRole("button", { name: "Take every role of Wei Chen away" }).click();
    const asked = owner.getByRole("alertdialog");
    const taken = owner.waitForResponse((answer) => answer.request().method() === "DELETE");
    await asked.getByRole("button", { name: "Take away" }).click();
    await taken;
    const since = Date.now();
    await expect(page.getByRole("heading", { name: "Nothing on this channel" })).toBeVisible();
    test.info().annotations.push({ type: "closed after", description: `${Date.now() - since} ms` });
    await expect(owner.getByText("Nobody by that name works here.")).toBeVisible();
  });
});

test("an invitation that was sent to somebody else says so, and a link that is over says that", async ({
  browser,
  baseURL,
}) => {
  const email = `lin-${randomUUID().slice(0, 8)}@example.com`;
  const owner = await openPhone(browser, baseURL, "owner@demo.launchroom");
  const headers = { origin: baseURL ?? "" };
  const invited = await owner.request.post("/api/settings/invitations", {
    data: { email, role: "finance" },
    headers,
  });
  const { id } = withId.parse(await invited.json());
  const link = await linkTo(email);
  const viewer = await openPhone(browser, baseURL, "viewer@demo.launchroom");
  await viewer.goto(link);
  await expect(viewer.getByRole("alert").filter({ hasText: email })).toContainText("viewer@demo.launchroom");
  await expect(viewer.getByRole("button", { name: "Join" })).toHaveCount(0);
  await shoot(viewer, "join-other-phone");

  await owner.goto("/settings/people");
  await owner.getByRole("button", { name: `Revoke the invitation of ${email}` }).click();
  await expect(owner.getByRole("listitem", { name: email })).toContainText("Revoked");
  await shoot(owner, "people-phone");
  await viewer.goto(link);
  await expect(viewer.getByText("was taken, revoked or has expired")).toBeVisible();
  expect((await owner.request.post(`/api/settings/invitations/${id}/resend`, { headers })).status()).toBe(409);
});

test("finance reads the pages of operations, and finds nothing to press that it may not", async ({
  browser,
  baseURL,
}) => {
  const owner = await openPhone(browser, baseURL, "owner@demo.launchroom");
  const page = await (await browser.newContext({ viewport: desktop })).newPage();
  const headers = { origin: baseURL ?? "" };
  const email = `fin-${randomUUID().slice(0, 8)}@example.com`;
  const data = { name: "Fin Reader", email, password: "a password of mine" };
  expect((await page.request.post("/api/auth/sign-up/email", { data, headers })).ok()).toBe(true);
  const { id } = withId.parse(await (await page.request.get("/api/me")).json());
  const role = { data: { role: "finance" }, headers };
  expect((await owner.request.patch(`/api/settings/people/${id}`, role)).ok()).toBe(true);
  await expect.poll(async () => (await page.request.get("/ops")).status()).toBe(200);
  await page.goto("/sign-in?from=/");
  await expect(page).toHaveURL(/\/ops$/);
  await page.goto("/ops/delivery");
  await expect(page.getByText("You read here.")).toBeVisible();
  await expect(page.getByRole("heading", { name: /Cities/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a city" })).toHaveCount(0);
  await shoot(page, "finance-delivery");
  await owner.setViewportSize(desktop);
  await owner.goto("/ops/delivery");
  await expect(owner.getByRole("button", { name: "Add a city" }).first()).toBeVisible();
});

/** A page, and all that it is sent: bodies of answers and packets of its line. */
async function openListening(browser: Browser) {
  const page = await (await browser.newContext({ viewport: desktop })).newPage();
  const heard: string[] = [];
  page.on("response", async (answer) => heard.push(await answer.text().catch(() => "")));
  page.on("websocket", (line) => line.on("framereceived", ({ payload }) => heard.push(String(payload))));
  return { page, heard };
}

async function buyTwo(guest: Awaited<ReturnType<typeof someGuest>>, editionId: string): Promise<void> {
  const wish = { editionId, quantity: 2, contact: `${randomUUID()}@example.com` };
  const { id } = withId.parse(await post(guest, "/api/preorders", wish, randomUUID()));
  await post(guest, `/api/preorders/${id}/deposit`, {});
}

/** Out of the mail itself: the outbox of a demo keeps such links to itself. */
async function linkTo(email: string): Promise<string> {
  const { url } = await openDatabase({ DATA_DIR: process.env.E2E_DATA_DIR ?? "", DATABASE_URL: undefined });
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const { rows } = await db.query(
    "SELECT facts ->> 'link' AS link FROM notice WHERE kind = 'invitation' AND address = $1",
    [email],
  );
  await db.end();
  return String(rows[0]?.link);
}

async function shoot(page: Page, name: string) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}
