import { useCallback, useEffect, useRef, useState } from "react";
import type { AirStatus } from "#components/media/air-messages.ts";
import type { AirHolder } from "#components/media/request-take.ts";
import { nameDevice, rememberOnAir, type SenderName, takeSenderName, wasOnAir } from "#components/media/sender.ts";
import type { StudioHandle } from "#components/media/use-studio.ts";

export type Air = ReturnType<typeof useAir>;

/**
 * What this page sends to the show: nothing until wanted, then what the studio makes, until stopped or the page goes. A
 * page that was on air when it was loaded again goes on by itself as soon as its devices are open.
 */
export function useAir(showId: string, studio: StudioHandle, isLive: boolean) {
  const name = useRef<SenderName>(null);
  const [mayResume, setMayResume] = useState(false);
  const { status, ability, start: startStudio, stop: stopStudio } = studio;
  const isReady = ability !== null && ability !== "cannot" && studio.present.length > 0;
  const isSending = status !== null && status.state !== "stopped";

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
      setMayResume(false);
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

  const elsewhere = whoHasIt(status);
  useEffect(() => {
    if (elsewhere) rememberOnAir(null);
  }, [elsewhere]);

  return {
    status,
    isReady,
    isSending,
    /** Who sends this show in place of this page; undefined when nobody does, as far as this page was told. */
    elsewhere,
    start,
    stop: async () => {
      rememberOnAir(null);
      await stopStudio();
    },
  };
}

const somebody: AirHolder = { name: "", device: "", since: "" };

function whoHasIt(status: AirStatus | null): AirHolder | undefined {
  if (status?.state !== "stopped") return undefined;
  if (status.refused?.refused === "air_taken") return status.refused.holder ?? somebody;
  return status.lastError === "late_take" ? somebody : undefined;
}
