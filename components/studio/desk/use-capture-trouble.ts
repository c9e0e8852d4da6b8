import { useEffect, useRef, useState } from "react";
import { createPictureKeeper } from "#components/media/broadcast/keep-picture.ts";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import { playAlarm } from "./alarm-tone.ts";
import { type CaptureLook, type CaptureTrouble, judgeCapture } from "./judge-capture.ts";

const lookEveryMs = 500;
/** Of full scale, about -80 decibels: below the noise of any open microphone. */
const silence = 1e-4;

/**
 * What is wrong with camera and microphone while they are on air, looked at twice a second and whenever the page is hidden or
 * shown. It is said with a tone, told to viewers where the picture is gone, and healed where the system gives it back.
 */
export function useCaptureTrouble(devices: Devices, studio: StudioHandle, isSending: boolean): CaptureTrouble[] {
  const [troubles, setTroubles] = useState<CaptureTrouble[]>([]);
  const latest = useRef({ devices, studio });
  latest.current = { devices, studio };

  useEffect(() => {
    if (!isSending) return;
    const samples = new Float32Array(1024);
    let heardAt = performance.now();
    let known = "";
    const keep = createPictureKeeper({
      now: () => performance.now(),
      setAway: (isAway) => latest.current.studio.studio?.setAway(isAway),
      reopen: () => void latest.current.devices.reopen(),
      resumeSound: () => void latest.current.studio.studio?.mixer.resume(),
    });

    function look(): void {
      const { devices: now, studio: handle } = latest.current;
      const mixer = handle.studio?.mixer;
      mixer?.read(samples);
      if (samples.some((sample) => Math.abs(sample) > silence)) heardAt = performance.now();
      const seen = lookAt(now, handle, (performance.now() - heardAt) / 1000);
      keep({ ...seen, isMuted: seen.isPictureMuted, hasCamera: hasCamera(now) });
      const found = judgeCapture(seen);
      if (found.join() === known) return;
      if (found.length > 0) playAlarm();
      known = found.join();
      setTroubles(found);
    }

    const timer = setInterval(look, lookEveryMs);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      setTroubles([]);
    };
  }, [isSending]);

  return troubles;
}

function lookAt(devices: Devices, { studio, status }: StudioHandle, flatSeconds: number): CaptureLook {
  const { face, product, sounds } = devices;
  return {
    isHidden: document.visibilityState === "hidden" && isPhone(),
    isPictureMuted: [face, product].some((picture) => picture?.track.muted),
    isSoundMuted: sounds.length > 0 && sounds.every(({ track }) => track.muted),
    stillSeconds: status?.stillSeconds ?? 0,
    blackSeconds: status?.blackSeconds ?? 0,
    hasSound: sounds.length > 0,
    flatSeconds,
    isSoundRunning: studio?.mixer.isRunning() ?? true,
  };
}

function hasCamera({ face, product }: Devices): boolean {
  return [face, product].some((picture) => picture?.kind === "camera");
}

/** Desktops go on sending from a hidden window; phones stop the camera. */
export function isPhone(): boolean {
  return /Android|iPhone|iPad|Mobile/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && isTouched());
}

/** An iPad says that it is a Mac. */
function isTouched(): boolean {
  return navigator.maxTouchPoints > 1;
}
