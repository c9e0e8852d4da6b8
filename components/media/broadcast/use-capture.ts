"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { createCapture, nothingOpen } from "./capture.ts";

export type Devices = ReturnType<typeof useCapture>;

/** The host's devices, opened when asked and let go when the page goes. */
export function useCapture() {
  const [capture] = useState(createCapture);
  const state = useSyncExternalStore(capture.subscribe, capture.state, () => nothingOpen);
  useEffect(() => () => capture.release(), [capture]);
  return { ...state, ...capture };
}
