import { useCallback, useEffect, useRef, useState } from "react";
import type { AirStatus } from "#components/media/broadcast/air-messages.ts";
import {
  nameDevice,
  rememberOnAir,
  type SenderName,
  takeSenderName,
  wasOnAir,
} from "#components/media/broadcast/sender.ts";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import type { AirHolder } from "#lib/media/schema.ts";
import type { VideoView } from "#lib/recordings/schema.ts";
import { useAirSamples } from "./use-air-samples.ts";
import { useCaptureTrouble } from "./use-capture-trouble.ts";
import { useVideoView } from "./use-video-view.ts";
import { useWakeLock } from "./use-wake-lock.ts";

export type Air = ReturnType<typeof useAir>;

/**
 * What this page sends to the show: nothing until wanted, then what the studio makes, until stopped or the page goes. A
 * page that was on air when it was loaded again goes on by itself as soon as its devices are open.
 */
export function useAir(showId: string, studio: StudioHandle, devices: Devices, isLive: boolean) {
  const name = useRef<SenderName>(null);
  const [mayResume, setMayResume] = useState<boolean>();
  const { status, ability, start: startStudio, stop: stopStudio } = studio;
  const isReady = ability !== null && ability !== "cannot" && studio.present.length > 0;
  const isSending = status !== null && status.state !== "stopped";
  const wasRefused = status !== null && isTaken(status);
  const video = useVideoView(showId, isLive, wasRefused);
  const viewers = video?.audience ?? null;
  const samples = useAirSamples(status, viewers);
  const troubles = useCaptureTrouble(devices, studio, isSending);
  useWakeLock(isSending);

  useEffect(() => {
    const taken = takeSenderName();
    name.current = taken;
    void taken.settled.then(({ isCopy }) => {
      if (isCopy) rememberOnAir(null);
      setMayResume(!isCopy && wasOnAir(showId));
    });
    return () => taken.close();
  }, [showId]);

  const start = useCallback(
    async ({ takeOver = false } = {}) => {
      const sender = await name.current?.settled;
      if (!sender) return;
      rememberOnAir(showId);
      startStudio({
        ...{ showId, takeOver, origin: location.origin, sender: sender.id },
        device: nameDevice(navigator.userAgent),
      });
    },
    [showId, startStudio],
  );

  useEffect(() => {
    if (mayResume && isLive && isReady) void start();
  }, [mayResume, isLive, isReady, start]);

  useEffect(() => {
    if (isSending) setMayResume(false);
  }, [isSending]);

  useEffect(() => {
    if (wasRefused) rememberOnAir(null);
  }, [wasRefused]);

  return {
    status,
    isReady,
    isSending,
    viewers,
    samples,
    /** What is wrong with camera and microphone while they are on air. */
    troubles,
    /** Viewers get the sound in a format that older iPhones do not play, and the server makes no other of it. */
    isHalfHeard: studio.sound === "opus" && !video?.figures?.codecs.some((codec) => codec.startsWith("mp4a")),
    health: video?.health ?? [],
    /** Who sends this show in place of this page; undefined when nobody does, as far as this page knows. */
    elsewhere: isSending || mayResume !== false ? undefined : whoHasIt(status, video),
    start,
    /** Sends again as soon as the show is on air and the devices are open. */
    resume: () => setMayResume(true),
    stop: async () => {
      rememberOnAir(null);
      await stopStudio();
    },
  };
}

const somebody: AirHolder = { name: "", device: "", since: "" };

/** The server knows best, and sooner than this page when nobody does any more; what it said to this page stands in for it. */
function whoHasIt(status: AirStatus | null, video: VideoView | null): AirHolder | undefined {
  if (video) return video.holder ?? undefined;
  return status && isTaken(status) ? (status.refused?.holder ?? somebody) : undefined;
}

function isTaken({ state, refused, lastError }: AirStatus): boolean {
  return state === "stopped" && (refused?.refused === "air_taken" || lastError === "late_take");
}
