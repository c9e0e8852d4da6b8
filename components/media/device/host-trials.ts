import { chooseSound } from "../broadcast/choose-sound.ts";
import { isEnough, lastRung } from "../broadcast/ladder.ts";
import { measureUplink } from "../broadcast/measure-uplink.ts";
import { pictureCandidates } from "../broadcast/picture-candidates.ts";
import { openOwnSound } from "../broadcast/sound-machine.ts";
import { trySound } from "../broadcast/try-sound.ts";
import { measurePictures } from "./measure-pictures.ts";
import { tryStorage, tryWakeLock } from "./page-trials.ts";
import { type Finding, megabits, type Trial, type TrialTools } from "./trial.ts";

export type HostTrialId = "camera" | "pictures" | "sound" | "uplink" | "screen" | "wakeLock" | "storage";

const sizes = [
  { width: 1280, height: 720, bitsPerSecond: 2_500_000, framesPerSecond: 30 },
  { width: 960, height: 540, bitsPerSecond: 1_000_000, framesPerSecond: 30 },
  { width: 640, height: 360, bitsPerSecond: 400_000, framesPerSecond: 30 },
];
const lookMs = 2000;
const smooth = 20;

/** What a host's device must do. The line is measured against the server by a show of theirs; without one it is not. */
export function hostTrials(showId: string | null): readonly Trial<HostTrialId>[] {
  const line: Trial<HostTrialId>[] = showId
    ? [{ id: "uplink", isNeeded: true, run: (tools) => tryUplink(showId, tools) }]
    : [];
  return [
    { id: "camera", isNeeded: true, run: tryCamera },
    { id: "pictures", isNeeded: true, run: tryPictures },
    { id: "sound", isNeeded: true, run: trySounds },
    ...line,
    { id: "screen", isNeeded: false, run: tryScreen },
    { id: "wakeLock", isNeeded: false, run: tryWakeLock },
    { id: "storage", isNeeded: false, run: tryStorage },
  ];
}

/** Camera and microphone are opened, and the camera's pictures are counted. */
async function tryCamera({ signal, tell }: TrialTools): Promise<Finding> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 1280 }, height: { ideal: 720 } },
    audio: true,
  });
  try {
    if (signal.aborted) return { verdict: "none", details: [] };
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    const perSecond = await countPictures(stream, tell);
    const { width = 0, height = 0 } = picture?.getSettings() ?? {};
    const details = [`${width}×${height}, ${perSecond} fps`, `${sound?.getSettings().sampleRate ?? "?"} Hz`];
    if (perSecond === 0) return { verdict: "none", details };
    return { verdict: perSecond >= smooth && Math.min(width, height) >= 700 ? "good" : "limits", details };
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

async function countPictures(stream: MediaStream, tell: (share: number) => void): Promise<number> {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  const before = video.getVideoPlaybackQuality().totalVideoFrames;
  for (let part = 1; part <= 4; part++) {
    await new Promise((resolve) => setTimeout(resolve, lookMs / 4));
    tell(part / 4);
  }
  const after = video.getVideoPlaybackQuality().totalVideoFrames;
  video.srcObject = null;
  return Math.round(((after - before) * 1000) / lookMs);
}

/** Every way to encode H.264 at every size: what it really makes in a second. */
async function tryPictures({ signal, tell }: TrialTools): Promise<Finding> {
  if (typeof VideoEncoder === "undefined") return recordsOnly();
  const details: string[] = [];
  let best: "none" | "small" | "full" = "none";
  let done = 0;
  for (const settings of sizes) {
    let fastest = 0;
    for (const candidate of pictureCandidates) {
      if (signal.aborted) return { verdict: "none", details };
      const perSecond = await measurePictures(settings, candidate, signal);
      details.push(`H.264 ${candidate.name}, ${settings.width}×${settings.height}: ${perSecond ?? "—"} fps`);
      fastest = Math.max(fastest, perSecond ?? 0);
      done += 1;
      tell(done / (sizes.length * pictureCandidates.length));
    }
    if (fastest >= settings.framesPerSecond && settings === sizes[0]) best = "full";
    else if (fastest > 0 && best === "none") best = "small";
  }
  if (best === "none") return { ...recordsOnly(), details: [...details, ...recordsOnly().details] };
  return { verdict: best === "full" ? "good" : "limits", details };
}

/** Without encoders of its own the page's recorder is left: one camera, a second later. */
function recordsOnly(): Finding {
  const type = "video/mp4;codecs=avc1.42E01F,mp4a.40.2";
  const records = typeof MediaRecorder !== "undefined" && MediaRecorder.isTypeSupported(type);
  return { verdict: records ? "limits" : "none", details: [`MediaRecorder ${type}: ${records ? "+" : "—"}`] };
}

async function trySounds(): Promise<Finding> {
  if (typeof AudioEncoder === "undefined") return recordsOnly();
  const own = await trySound(openOwnSound("mp4a.40.2")).catch(() => undefined);
  const { format } = await chooseSound();
  const isAac = format.codec === "aac";
  const details = [
    `AAC AudioEncoder: ${own ? "+" : "—"}`,
    `AAC: ${isAac ? (own ? "AudioEncoder" : "WebAssembly") : "—"}`,
  ];
  if (isAac) return { verdict: "good", details };
  const { supported } = await AudioEncoder.isConfigSupported({
    codec: "opus",
    sampleRate: 48_000,
    numberOfChannels: 2,
  });
  return { verdict: supported ? "limits" : "none", details: [...details, `Opus: ${supported ? "+" : "—"}`] };
}

async function tryUplink(showId: string, { signal, tell }: TrialTools): Promise<Finding> {
  const carries = await measureUplink(showId, signal, tell);
  const details = [megabits(carries)];
  if (isEnough(carries, 0)) return { verdict: "good", details };
  return { verdict: isEnough(carries, lastRung - 1) ? "limits" : "none", details };
}

/** Whether it can be asked; the asking itself takes the owner's choice, so it is not done here. */
async function tryScreen(): Promise<Finding> {
  const isThere = typeof navigator.mediaDevices?.getDisplayMedia === "function";
  return { verdict: isThere ? "good" : "none", details: [`getDisplayMedia: ${isThere ? "+" : "—"}`] };
}
