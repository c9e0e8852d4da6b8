import { useEffect, useRef } from "react";
import { loadHls } from "#components/media/player/load-hls.ts";

const againMs = 1500;

/** What viewers see right now, without sound: for a picture that does not come from this page. */
export function ProgrammeMonitor({ showId, label }: { showId: string; label: string }) {
  const video = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    const element = video.current;
    return element ? play(element, `/media/${showId}/live.m3u8`) : undefined;
  }, [showId]);

  return (
    <video ref={video} muted playsInline autoPlay aria-label={label} className="size-full bg-video object-contain" />
  );
}

/** Plays, and begins anew when that fails for good. Returns how to stop. */
function play(video: HTMLVideoElement, address: string): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: (() => void) | undefined;

  async function begin(): Promise<void> {
    const Hls = await loadHls();
    if (isOver) return;
    if (!Hls.isSupported()) {
      video.src = address;
      return;
    }
    const hls = new Hls({ liveSyncDurationCount: 2, maxBufferLength: 6, backBufferLength: 10 });
    stop = () => hls.destroy();
    hls.on(Hls.Events.ERROR, (_, { fatal }) => {
      if (!fatal) return;
      hls.destroy();
      timer = setTimeout(() => void begin(), againMs);
    });
    hls.loadSource(address);
    hls.attachMedia(video);
  }

  void begin();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop?.();
  };
}
