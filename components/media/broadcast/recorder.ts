/** Recorder formats from the most to the least widely played; every one plays in today's viewers. */
const formats = [
  "video/mp4;codecs=avc1.42E01F,mp4a.40.2",
  "video/mp4;codecs=avc1.42E01F,opus",
  "video/mp4;codecs=avc3.42E01F,mp4a.40.2",
  "video/mp4;codecs=avc3.42E01F,opus",
  "video/mp4;codecs=av01.0.08M.08,opus",
];

/** The best format this browser records, or undefined when viewers could play none of them. */
export function chooseFormat(): string | undefined {
  if (typeof MediaRecorder === "undefined") return undefined;
  return formats.find((format) => MediaRecorder.isTypeSupported(format));
}

export type RunningRecorder = { stop: () => void };

/** Of the specification, but not yet in TypeScript's list: milliseconds between key frames. */
type RecorderSettings = MediaRecorderOptions & { videoKeyFrameIntervalDuration: number };

/** Records until stopped or until the source ends. Chunks come about twice a second, key frames every second. */
export function startRecorder({
  stream,
  mimeType,
  onChunk,
}: {
  stream: MediaStream;
  mimeType: string;
  onChunk: (chunk: Blob) => void;
}): RunningRecorder {
  const settings: RecorderSettings = {
    mimeType,
    videoBitsPerSecond: 2_500_000,
    audioBitsPerSecond: 128_000,
    videoKeyFrameIntervalDuration: 1000,
  };
  const recorder = new MediaRecorder(stream, settings);
  recorder.addEventListener("dataavailable", ({ data }) => {
    if (data.size > 0) onChunk(data);
  });
  recorder.start(500);
  return {
    stop: () => {
      if (recorder.state !== "inactive") recorder.stop();
    },
  };
}
