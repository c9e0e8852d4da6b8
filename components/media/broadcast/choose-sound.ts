import { loadAac } from "./load-aac.ts";
import type { SoundFormat } from "./mp4-init.ts";
import { soundRate } from "./sound-line.ts";
import { type OpenSound, openOwnSound, soundChannels } from "./sound-machine.ts";
import { type SoundTrial, trySound } from "./try-sound.ts";

/** How the sound is made. `runUp`: samples that come out before the first that went in, taken off the times. */
export type ChosenSound = { format: SoundFormat; runUp: number; open: OpenSound };

type Candidate = { load: () => Promise<OpenSound> };

const candidates: readonly Candidate[] = [{ load: async () => openOwnSound("mp4a.40.2") }, { load: loadAac }];

/** What is not here by then is done without: a show that waits for a file that never comes is no show. */
const loadedWithinMs = 8000;

/**
 * AAC, which every phone, television and video editor plays: by the browser's own encoder where a trial proves it, else by
 * one in WebAssembly. Opus where neither works; older iPhones do not hear that.
 */
export async function chooseSound(
  tried: readonly Candidate[] = candidates,
  prove: (open: OpenSound) => Promise<SoundTrial | undefined> = trySound,
): Promise<ChosenSound> {
  for (const { load } of tried) {
    const open = await inTime(load());
    const trial = open && (await prove(open).catch(() => undefined));
    if (open && trial)
      return { format: { codec: "aac", channels: soundChannels, config: trial.config }, runUp: trial.runUp, open };
  }
  return {
    format: { codec: "opus", channels: soundChannels, config: opusHead() },
    runUp: 0,
    open: openOwnSound("opus"),
  };
}

function inTime(loading: Promise<OpenSound>): Promise<OpenSound | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), loadedWithinMs));
  return Promise.race([loading.catch(() => undefined), late]);
}

/** RFC 7845, 5.1: two channels, 48 kHz, the run-up that libopus has. */
function opusHead(): Uint8Array {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode("OpusHead"));
  const fields = new DataView(head.buffer);
  fields.setUint8(8, 1);
  fields.setUint8(9, soundChannels);
  fields.setUint16(10, 312, true);
  fields.setUint32(12, soundRate, true);
  return head;
}
