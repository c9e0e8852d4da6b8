import { mimeTypeOf, type PictureFormat, type SoundFormat } from "./mp4-init.ts";
import { createMp4Writer, type Encoded, type Mp4Writer } from "./mp4-writer.ts";
import type { EncodedPicture } from "./picture-encoder.ts";
import type { Runs } from "./runs.ts";

/** Writes what the encoders make into runs: a new one at the first key frame, when the pictures change size or colours, or when asked. */
export function createRunRecorder(runs: Runs) {
  let sound: SoundFormat | undefined;
  let writer: Mp4Writer | undefined;
  let written: PictureFormat | undefined;

  function addPicture(picture: EncodedPicture): void {
    if (picture.key && !(writer && written && isSame(written, picture.format))) begin(picture);
    writer?.addPicture(picture);
  }

  function begin({ format, at }: EncodedPicture): void {
    if (!sound) return;
    writer?.flush();
    const formats = { picture: format, sound };
    const run = runs.begin(mimeTypeOf(formats), at);
    written = format;
    writer = createMp4Writer({ formats, startsAt: at, onPiece: run.pieces.add });
  }

  return {
    setSound: (format: SoundFormat) => {
      sound = format;
    },
    addPicture,
    addSound: (packet: Encoded) => writer?.addSound(packet),
    /** The run is over; the next key frame begins another. */
    cut: () => {
      writer?.flush();
      writer = undefined;
    },
  };
}

function isSame({ config: one, colours }: PictureFormat, { config: other, colours: others }: PictureFormat): boolean {
  const isDecodedAlike = one.length === other.length && one.every((byte, index) => byte === other[index]);
  return isDecodedAlike && JSON.stringify(colours) === JSON.stringify(others);
}
