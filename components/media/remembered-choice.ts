import { z } from "zod";
import type { CaptureChoice } from "./capture-sources.ts";

const key = "launchroom.capture";
const storedChoice = z.object({
  kind: z.enum(["camera", "screen"]),
  cameraId: z.string().optional(),
  microphoneId: z.string().optional(),
});

/** The devices this browser was last used with. A screen is asked for each time, so it comes back as a camera. */
export function recallChoice(): CaptureChoice {
  try {
    const stored = storedChoice.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
    return stored.success ? { ...stored.data, kind: "camera" } : { kind: "camera" };
  } catch {
    return { kind: "camera" };
  }
}

/** A browser without storage starts from its own default the next time. */
export function rememberChoice(choice: CaptureChoice): void {
  try {
    localStorage.setItem(key, JSON.stringify(choice));
  } catch {
    return;
  }
}
