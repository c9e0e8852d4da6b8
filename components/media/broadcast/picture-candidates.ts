import type { PictureSettings } from "./picture-encoder.ts";
import type { Strikes } from "./strikes.ts";

/** A way to encode H.264. High profile where a chip makes it, then what is safe, at last what every processor can. */
export type PictureCandidate = { name: string; codec: string; hardwareAcceleration: HardwareAcceleration };

export const pictureCandidates: readonly PictureCandidate[] = [
  { name: "chip, high", codec: "avc1.64001F", hardwareAcceleration: "prefer-hardware" },
  { name: "chip, baseline", codec: "avc1.42E01F", hardwareAcceleration: "prefer-hardware" },
  { name: "any, baseline", codec: "avc1.42E01F", hardwareAcceleration: "no-preference" },
  { name: "processor, baseline", codec: "avc1.42E01F", hardwareAcceleration: "prefer-software" },
];

/** The first that is not struck out and says that it can. */
export async function chooseCandidate(
  settings: PictureSettings,
  strikes: Strikes,
): Promise<PictureCandidate | undefined> {
  for (const candidate of pictureCandidates) {
    if (strikes.isOut(candidate.name)) continue;
    const answer = await VideoEncoder.isConfigSupported(configOf(settings, candidate)).catch(() => undefined);
    if (answer?.supported) return candidate;
  }
  return undefined;
}

export function configOf(
  { width, height, bitsPerSecond, framesPerSecond }: PictureSettings,
  { codec, hardwareAcceleration }: PictureCandidate,
) {
  return {
    ...{ codec, hardwareAcceleration, width, height, bitrate: bitsPerSecond, framerate: framesPerSecond },
    latencyMode: "realtime",
    avc: { format: "avc" },
  } as const;
}
