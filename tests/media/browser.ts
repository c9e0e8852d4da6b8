import { type Browser, chromium } from "@playwright/test";
import { chooseTestBrowser } from "#tests/support/chromium.ts";

/** A headless browser whose camera and microphone are Chromium's moving test picture and beeps. */
export async function launchWithFakeCamera(): Promise<Browser> {
  return chromium.launch(await chooseTestBrowser());
}
