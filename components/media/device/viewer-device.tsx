"use client";

import { useEffect, useRef, useState } from "react";
import { DeviceRunView } from "./device-run-view.tsx";
import { type AutoplayAnswer, askAutoplay } from "./try-autoplay.ts";
import { useDeviceRun } from "./use-device-run.ts";
import { viewerTrials } from "./viewer-trials.ts";

/** What this device will show of a show. Whether it starts by itself is asked before anything is pressed. */
export function ViewerDevice() {
  const asked = useRef<Promise<AutoplayAnswer>>(null);
  useEffect(() => {
    asked.current ??= askAutoplay();
  }, []);
  const [trials] = useState(() => viewerTrials(() => asked.current ?? askAutoplay()));
  return <DeviceRunView side="viewer" trials={trials} handle={useDeviceRun()} />;
}
