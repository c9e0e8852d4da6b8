"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { Capture } from "./capture.ts";
import { nothingOpen } from "./capture-state.ts";

export type Devices = ReturnType<typeof useCapture>;

/** The host's devices, opened when asked and let go when the page goes. */
export function useCapture() {
  const [capture] = useState(() => new Capture());
  const state = useSyncExternalStore(capture.subscribe, capture.state, () => nothingOpen);
  useEffect(() => () => capture.release(), [capture]);
  return { ...state, ...capture };
}
