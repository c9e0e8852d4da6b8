import { useEffect } from "react";
import { type Devices, useCapture } from "#components/media/broadcast/use-capture.ts";

/** The host's devices, opened at once with the last choice where the browser has already said yes. */
export function useReadyCapture(isNeeded: boolean): Devices {
  const devices = useCapture();
  const { open } = devices;

  useEffect(() => {
    if (!isNeeded) return;
    let gone = false;
    void mayOpen().then((may) => {
      if (may && !gone) void open();
    });
    return () => {
      gone = true;
    };
  }, [isNeeded, open]);

  return devices;
}

/** Some browsers do not tell; then the host presses the button. */
async function mayOpen(): Promise<boolean> {
  try {
    const answers = await Promise.all([
      navigator.permissions.query({ name: "camera" }),
      navigator.permissions.query({ name: "microphone" }),
    ]);
    return answers.every(({ state }) => state === "granted");
  } catch {
    return false;
  }
}
