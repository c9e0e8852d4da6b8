import { expect } from "@playwright/test";
import { axeFaults, openPhone, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a host sets a goal, the room counts towards it, and who reserved finds the gift with the order", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const studio = await openPhone(browser, baseURL, "host@demo.launchroom");
  const sheet = studio.getByRole("dialog");

  await test.step("units and gift are typed where prices and waves are", async () => {
    await studio.goto(`/studio/products?q=${stage.product.split("-").at(-1)}`);
    await studio.getByRole("button", { name: "Edit Red" }).first().click();
    await sheet.getByRole("tab", { name: "Goals" }).click();
    await sheet.getByRole("button", { name: "Add a goal" }).click();
    await sheet.getByLabel("Reserved units").fill("1");
    await sheet.getByRole("button", { name: "Save goals" }).click();
    await expect(sheet.getByText("Say what it is, in at most 80 characters.")).toBeVisible();
    await sheet.getByLabel("What everybody gets").fill("An enamel mug");
    await sheet.getByRole("button", { name: "Save goals" }).click();
    await expect(sheet).toBeHidden();
  });

  const viewer = await openPhone(browser, baseURL);
  await test.step("the pinned product says how far it is", async () => {
    await stage.host.put(`/api/shows/${stage.showId}/pin`, { data: { productId: stage.productId } });
    await viewer.goto(stage.room);
    await expect(viewer.getByTestId("goals")).toContainText("At 1 reserved, everyone gets: An enamel mug");
    await expect(viewer.getByTestId("goals")).toContainText("0 of 1 reserved");
    if (process.env.GOALS_SHOT) await viewer.screenshot({ path: process.env.GOALS_SHOT });
    expect(await axeFaults(viewer)).toEqual([]);
  });

  await test.step("the first reservation reaches it, for the room and for the order", async () => {
    await viewer
      .getByRole("button", { name: /Reserve/ })
      .first()
      .click();
    const order = viewer.getByRole("dialog");
    await order.getByLabel("E-mail").fill("mug@example.com");
    await order.getByRole("button", { name: /Reserve/ }).click();
    await expect(order.getByTestId("reserved")).toBeVisible();
    await viewer.goto("/preorders");
    await viewer.getByRole("main").getByRole("link").filter({ hasText: "Harbour buoy" }).first().click();
    await viewer.waitForURL(/\/preorders\/[0-9a-f-]{36}/);
    await expect(async () => {
      await viewer.reload();
      await expect(viewer.getByText("An enamel mug")).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 20_000 });
  });
});
