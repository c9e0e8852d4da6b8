import { useEffect, useRef, useState } from "react";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import { type CaptureTrouble, judgeCapture } from "./judge-capture.ts";

const lookEveryMs = 500;
/** Of full scale, about -80 decibels: below the noise of any open microphone. */
const silence = 1e-4;

/** What is wrong with camera and microphone while they are on air, looked at twice a second. */
export function useCaptureTrouble(devices: Devices, studio: StudioHandle, isSending: boolean): CaptureTrouble[] {
  const [troubles, setTroubles] = useState<CaptureTrouble[]>([]);
  const latest = useRef({ devices, studio });
  latest.current = { devices, studio };

  useEffect(() => {
    if (!isSending) return;
    const samples = new Float32Array(1024);
    let heardAt = performance.now();
    const timer = setInterval(() => {
      const { devices: now, studio: handle } = latest.current;
      const mixer = handle.studio?.mixer;
      mixer?.read(samples);
      if (samples.some((sample) => Math.abs(sample) > silence)) heardAt = performance.now();
      const found = judgeCapture({
        isPictureMuted: [now.face, now.product].some((picture) => picture?.track.muted),
        isSoundMuted: now.sounds.length > 0 && now.sounds.every(({ track }) => track.muted),
        stillSeconds: handle.status?.stillSeconds ?? 0,
        blackSeconds: handle.status?.blackSeconds ?? 0,
        hasSound: now.sounds.length > 0,
        flatSeconds: (performance.now() - heardAt) / 1000,
        isSoundRunning: mixer?.isRunning() ?? true,
      });
      setTroubles((before) => (before.join() === found.join() ? before : found));
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
      setTroubles([]);
    };
  }, [isSending]);

  return troubles;
}
