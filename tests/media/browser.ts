import { type Browser, chromium } from "playwright-core";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];
const fakeCamera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];

/** A headless browser whose camera and microphone are Chromium's moving test picture and beeps. */
export function launchWithFakeCamera(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: [...quiet, ...fakeCamera] });
}
