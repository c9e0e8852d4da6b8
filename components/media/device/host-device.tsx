"use client";

import { useMemo } from "react";
import { DeviceRunView } from "./device-run-view.tsx";
import { hostTrials } from "./host-trials.ts";
import { useDeviceRun } from "./use-device-run.ts";

/** What this device can send. The line is measured by a show of the host's. */
export function HostDevice({ showId }: { showId: string | null }) {
  const trials = useMemo(() => hostTrials(showId), [showId]);
  return <DeviceRunView side="host" trials={trials} handle={useDeviceRun()} />;
}
