import { type Bytes, box, fullBox, join, u32, u64 } from "./mp4-boxes.ts";
import { trackOf } from "./mp4-init.ts";

/** One coded picture or sound packet, with its duration in ticks of its track. */
export type Sample = { data: Uint8Array; duration: number; key: boolean };

/** What one track adds to a fragment; `start` is the decoding time of the first sample in ticks. */
export type TrackRun = { start: number; samples: Sample[] };

const defaultBaseIsMoof = 0x20000;
const syncSample = 0x02000000;
const nonSyncSample = 0x01010000;

/** A fragment (moof + mdat), pictures before sound. At least one of the two has samples. */
export function writeFragment(fragment: { sequence: number; picture: TrackRun; sound: TrackRun }): Bytes {
  const { sequence, picture, sound } = fragment;
  const pictureBytes = bytesOf(picture);
  const write = (from: number) =>
    box(
      "moof",
      fullBox("mfhd", {}, u32(sequence)),
      ...(picture.samples.length > 0 ? [writePictures(picture, from)] : []),
      ...(sound.samples.length > 0 ? [writeSound(sound, from + pictureBytes)] : []),
    );
  // The moof is as long whatever the offsets in it say.
  const moof = write(write(0).length + 8);
  const data = [...picture.samples, ...sound.samples].map((sample) => sample.data);
  return join([moof, box("mdat", join(data))]);
}

function writePictures({ start, samples }: TrackRun, from: number): Bytes {
  const entries = samples.flatMap(({ data, duration, key }) => [
    ...[duration, data.length, key ? syncSample : nonSyncSample],
  ]);
  return writeTrackFragment(
    trackOf.picture.id,
    start,
    fullBox("trun", { flags: 0x701 }, u32(samples.length, from), u32(...entries)),
  );
}

function writeSound({ start, samples }: TrackRun, from: number): Bytes {
  const entries = samples.flatMap(({ data, duration }) => [duration, data.length]);
  return writeTrackFragment(
    trackOf.sound.id,
    start,
    fullBox("trun", { flags: 0x301 }, u32(samples.length, from), u32(...entries)),
  );
}

function writeTrackFragment(id: number, start: number, trun: Bytes): Bytes {
  const tfhd = fullBox("tfhd", { flags: defaultBaseIsMoof | 0x20 }, u32(id, syncSample));
  return box("traf", tfhd, fullBox("tfdt", { version: 1 }, u64(start)), trun);
}

function bytesOf({ samples }: TrackRun): number {
  return samples.reduce((sum, { data }) => sum + data.length, 0);
}
