import { z } from "zod";

const key = "launchroom.capture";
const storedChoice = z.object({
  faceId: z.string().optional(),
  productId: z.string().optional(),
  microphoneIds: z.array(z.string()).max(8).default([]),
});

/** The devices this browser was last used with. A screen is asked for each time, so it is never among them. */
export type CaptureChoice = z.infer<typeof storedChoice>;

export function recallChoice(): CaptureChoice {
  try {
    return storedChoice.parse(JSON.parse(localStorage.getItem(key) ?? "{}"));
  } catch {
    return { microphoneIds: [] };
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
