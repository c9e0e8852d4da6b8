import type { MediaFigures, VideoHealth } from "#lib/media/schema.ts";

const lowBitsPerSecond = 400_000;
/** More than a phone's line carries, and it goes to every viewer as it is. */
const highBitsPerSecond = 4_000_000;
const farKeyframeSeconds = 3;
const behindSeconds = 1.5;
const recentMs = 60_000;
const longPartSeconds = 1.2;
const waitingFiles = 30;

/** What is wrong with the video of a show that is on air, worst first; without figures there is no video. */
export function judgeVideo(figures: MediaFigures | null, at: number): VideoHealth[] {
  if (!figures) return ["no_video"];
  const { recorder, width, codecs } = figures;
  const hasParts = figures.parts > 0;
  const checks: [VideoHealth, boolean][] = [
    ["no_video", figures.status !== "live"],
    ["picture_black", figures.content.picture === "black"],
    ["picture_still", figures.content.picture === "still"],
    ["sound_silent", figures.content.sound === "silent"],
    ["recorder_stopped_disk", recorder.state === "stopped_disk"],
    ["recorder_stopped_quota", recorder.state === "stopped_quota"],
    ["recorder_stopped_error", recorder.state === "stopped_error"],
    ["bitrate_low", width > 0 && figures.segments > 0 && figures.bitsPerSecond < lowBitsPerSecond],
    ["bitrate_high", figures.segments > 0 && figures.bitsPerSecond > highBitsPerSecond],
    ["no_sound", hasParts && codecs.every((codec) => /^(avc|av01)/.test(codec))],
    ["no_picture", hasParts && width === 0],
    ["keyframes_far", figures.keyframeSeconds > farKeyframeSeconds],
    ["uplink_behind", figures.lateSeconds > behindSeconds],
    ["gaps", figures.lastJumpAt !== null && at - figures.lastJumpAt < recentMs],
    ["parts_long", figures.partSeconds > longPartSeconds],
    ["archive_behind", recorder.filesToCopy > waitingFiles],
  ];
  return checks.filter(([, isSo]) => isSo).map(([code]) => code);
}
