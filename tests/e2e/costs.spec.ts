import { expect } from "@playwright/test";
import { axeFaults, openPhone, openStage } from "#tests/support/stage.ts";
import { test } from "#tests/support/test.ts";

test("a host says what a unit costs, and its page takes the price apart and keeps what was said before", async ({
  browser,
  baseURL,
}) => {
  const stage = await openStage(browser, baseURL);
  const studio = await openPhone(browser, baseURL, "host@demo.launchroom");
  await studio.goto(`/studio/products?q=${stage.product.split("-").at(-1)}`);
  const sheet = studio.getByRole("dialog");
  const openCosts = async () => {
    await studio.getByRole("button", { name: "Edit Red" }).first().click();
    await sheet.getByRole("tab", { name: "Costs" }).click();
  };
  const addPart = async (place: number, name: string, amount: string) => {
    await sheet.getByRole("button", { name: "Add a part" }).click();
    await sheet.getByLabel("Part", { exact: true }).nth(place).fill(name);
    await sheet.getByLabel("Cost", { exact: true }).nth(place).fill(amount);
  };

  await test.step("parts are added with what is left counted along, and one without a name is not taken", async () => {
    await openCosts();
    await expect(sheet.getByText("Nothing is said about costs.", { exact: false })).toBeVisible();
    await addPart(0, "Float and chain", "210");
    await addPart(1, "", "90");
    await expect(sheet.getByText("¥300 of ¥599 before tax: ¥299 left.")).toBeVisible();
    await sheet.getByRole("button", { name: "Save costs" }).click();
    await expect(sheet.getByText("Say what it is, in at most 60 characters.")).toBeVisible();
    await sheet.getByLabel("Part", { exact: true }).nth(1).fill("Paint");
    await sheet.getByRole("button", { name: "Save costs" }).click();
    await expect(sheet).toBeHidden();
  });

  const reader = await openPhone(browser, baseURL);
  await test.step("the product's page shows every part with its share", async () => {
    await reader.goto(stage.product);
    const card = reader.getByTestId("costs");
    await expect(card.getByRole("row", { name: /Float and chain/ })).toContainText("35%");
    await expect(card.getByRole("row", { name: /Left for/ })).toContainText("¥299");
    if (process.env.COSTS_SHOT) await reader.screenshot({ path: process.env.COSTS_SHOT, fullPage: true });
    expect(await axeFaults(reader)).toEqual([]);
  });

  await test.step("what it becomes later stands beside what it was", async () => {
    await openCosts();
    await sheet.getByLabel("Cost", { exact: true }).nth(1).fill("40");
    await sheet.getByRole("button", { name: "Save costs" }).click();
    await expect(sheet).toBeHidden();
    await expect(async () => {
      await reader.reload();
      await expect(reader.getByTestId("costs").getByRole("row", { name: /Left for/ })).toContainText("¥349");
    }).toPass();
    await reader.getByText("What was said before").click();
    await expect(reader.getByRole("listitem").filter({ hasText: "Paint: ¥90, now ¥40" }).first()).toContainText(
      /\d.*: Red/,
    );
    await expect(reader.getByText("Float and chain: ¥210, new")).toBeVisible();
  });
});
