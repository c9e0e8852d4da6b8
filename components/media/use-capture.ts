"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  type CaptureChoice,
  type CaptureDevice,
  type CaptureError,
  closeCapture,
  listDevices,
  nameCaptureError,
  openCapture,
} from "./capture-sources.ts";
import { recallChoice, rememberChoice } from "./remembered-choice.ts";

export type Capture = {
  stream: MediaStream | null;
  choice: CaptureChoice;
  cameras: CaptureDevice[];
  microphones: CaptureDevice[];
  error: CaptureError | null;
  pending: boolean;
  /** Opens these devices in place of the present ones, which go on until the new ones run; none given: the last ones used. */
  choose: (choice?: CaptureChoice) => Promise<void>;
  release: () => void;
};

/** The host's camera, microphone or screen, opened when asked and let go when the page goes. */
export function useCapture(): Capture {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [choice, setChoice] = useState<CaptureChoice>({ kind: "camera" });
  const [devices, setDevices] = useState<Awaited<ReturnType<typeof listDevices>>>({ cameras: [], microphones: [] });
  const [error, setError] = useState<CaptureError | null>(null);
  const [pending, setPending] = useState(false);
  const held = useRef<MediaStream | null>(null);
  const asked = useRef(0);

  const hold = useCallback((next: MediaStream | null) => {
    if (held.current) closeCapture(held.current);
    held.current = next;
    setStream(next);
  }, []);

  const choose = useCallback(
    async (wanted: CaptureChoice = recallChoice()) => {
      const request = ++asked.current;
      setPending(true);
      try {
        const opened = await openCapture(wanted);
        if (request !== asked.current) return closeCapture(opened);
        for (const track of opened.getTracks()) {
          track.addEventListener("ended", () => held.current === opened && setError("lost"));
        }
        hold(opened);
        setChoice(wanted);
        setError(null);
        rememberChoice(wanted);
        setDevices(await listDevices());
      } catch (reason) {
        if (request === asked.current) setError(nameCaptureError(reason));
      } finally {
        if (request === asked.current) setPending(false);
      }
    },
    [hold],
  );

  const release = useCallback(() => {
    asked.current += 1;
    setPending(false);
    hold(null);
  }, [hold]);

  useEffect(() => {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    const refresh = () => void listDevices().then(setDevices);
    refresh();
    mediaDevices.addEventListener("devicechange", refresh);
    return () => mediaDevices.removeEventListener("devicechange", refresh);
  }, []);

  useEffect(
    () => () => {
      asked.current += 1;
      if (held.current) closeCapture(held.current);
      held.current = null;
    },
    [],
  );

  return { stream, choice, ...devices, error, pending, choose, release };
}
