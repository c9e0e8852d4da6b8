/** Recorder formats from the most to the least widely played. AV1 is none of them: most iPhones, older Macs and sets show nothing. */
const formats = [
  "video/mp4;codecs=avc1.42E01F,mp4a.40.2",
  "video/mp4;codecs=avc1.42E01F,opus",
  "video/mp4;codecs=avc3.42E01F,mp4a.40.2",
  "video/mp4;codecs=avc3.42E01F,opus",
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
  bitsPerSecond,
  onChunk,
}: {
  stream: MediaStream;
  mimeType: string;
  /** Of the pictures. */
  bitsPerSecond: number;
  onChunk: (chunk: Blob) => void;
}): RunningRecorder {
  const settings: RecorderSettings = {
    mimeType,
    videoBitsPerSecond: bitsPerSecond,
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
