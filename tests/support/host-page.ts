import type { Browser, Page } from "@playwright/test";
import { openPhone } from "#tests/support/stage.ts";

/** A desk of the demo's host that may use the camera; further pages of the same browser come from its context. */
export async function openHostPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const phone = await openPhone(browser, baseURL, "host@demo.launchroom");
  const storageState = await phone.context().storageState();
  await phone.context().close();
  const permissions = ["camera", "microphone"];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState, permissions });
  return context.newPage();
}

/**
 * Two cameras of one colour each in place of the machine's: Red for the face, Blue for the product. Everything behind
 * them is the product's own, so what viewers see tells which layout was sent. In the page `unplug(0)` pulls Red's plug,
 * `unplug(1)` Blue's.
 */
export async function installColouredCameras(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const colours = ["rgb(220,20,20)", "rgb(20,20,220)"];
    const names = ["Red camera", "Blue camera"];
    const unplugged = new Set<number>();
    const open: { index: number; track: MediaStreamTrack }[] = [];
    const devices = navigator.mediaDevices;
    const [openReal, listReal] = [devices.getUserMedia.bind(devices), devices.enumerateDevices.bind(devices)];

    function openColour(index: number): MediaStreamTrack[] {
      const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
      const context = canvas.getContext("2d");
      let drawn = 0;
      setInterval(() => {
        if (!context) return;
        context.fillStyle = colours[index] ?? "";
        context.fillRect(0, 0, 1280, 720);
        context.fillStyle = "white";
        context.fillRect((drawn++ * 8) % 1280, 700, 40, 20);
      }, 80);
      const tracks = canvas.captureStream(12).getTracks();
      for (const track of tracks) {
        const read = track.getSettings.bind(track);
        track.getSettings = () => ({ ...read(), deviceId: `colour-${index}` });
        Object.defineProperty(track, "label", { value: names[index] });
        open.push({ index, track });
      }
      return tracks;
    }

    devices.getUserMedia = async (wish = {}) => {
      const sound = wish.audio ? (await openReal({ audio: wish.audio })).getTracks() : [];
      const asked = JSON.stringify(wish.video ?? "");
      const isBlue = asked.includes("colour-1") || asked.includes("environment");
      return new MediaStream([...sound, ...(wish.video ? openColour(isBlue ? 1 : 0) : [])]);
    };
    devices.enumerateDevices = async () => {
      const others = (await listReal()).filter(({ kind }) => kind !== "videoinput");
      const cameras = names.map((label, index) => ({
        ...{ kind: "videoinput" as const, deviceId: `colour-${index}`, groupId: "", label, toJSON: () => ({}) },
      }));
      return [...cameras.filter((_, index) => !unplugged.has(index)), ...others];
    };
    Reflect.set(globalThis, "unplug", (gone: number) => {
      unplugged.add(gone);
      for (const { index, track } of open) {
        if (index !== gone || track.readyState !== "live") continue;
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
      devices.dispatchEvent(new Event("devicechange"));
    });
  });
}
