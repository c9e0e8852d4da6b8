import { useEffect, useState } from "react";
import { levelOf } from "#components/media/broadcast/sound-level.ts";
import type { SoundMixer } from "#components/media/broadcast/sound-mixer.ts";

const lookEveryMs = 200;
/** Of the meter: a voice at arm's length is above, the noise of a quiet room below. */
const audibleLevel = 0.3;

/** Whether anything was heard since the sound was opened. */
export function useHeard(mixer: SoundMixer | undefined): boolean {
  const [heard, setHeard] = useState<SoundMixer>();

  useEffect(() => {
    if (!mixer || heard === mixer) return;
    const samples = new Float32Array(1024);
    const timer = setInterval(() => {
      mixer.read(samples);
      if (levelOf(samples) > audibleLevel) setHeard(mixer);
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [mixer, heard]);

  return mixer !== undefined && heard === mixer;
}
