/** What a picture comes from: frames from the page (Chromium), or a track to be read here (Safari). */
export type PictureInput = { frames: ReadableStream<VideoFrame> } | { track: MediaStreamVideoTrack };

export type PictureSource = {
  /** The newest picture; it stays the source's own. */
  newest: () => VideoFrame | undefined;
  /** When that came, by performance.now(); before the first one when the source was opened. */
  arrivedAt: () => number;
  close: () => void;
};

/** Keeps the newest picture of a camera or a screen. When that ends its last picture stays, until closed. */
export function openPictureSource(input: PictureInput, onPicture: () => void): PictureSource {
  const frames = "frames" in input ? input.frames : new MediaStreamTrackProcessor(input).readable;
  const reader = frames.getReader();
  let newest: VideoFrame | undefined;
  let closed = false;
  let arrivedAt = performance.now();
  void read();

  async function read(): Promise<void> {
    for (;;) {
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
      if (!value || done) return;
      newest?.close();
      newest = value;
      arrivedAt = performance.now();
      if (closed) return close();
      onPicture();
    }
  }

  function close(): void {
    closed = true;
    newest?.close();
    newest = undefined;
    reader.cancel().catch(() => undefined);
    if ("track" in input) input.track.stop();
  }

  return { newest: () => newest, arrivedAt: () => arrivedAt, close };
}
