import { createRecordedCaptions, type ReadCaptions } from "#lib/media/recording/recorded-captions.ts";
import { createRecordedPlaylists, type EncodedPlaylist } from "#lib/media/recording/recorded-playlists.ts";
import type { RecordingIndex } from "#lib/media/recording/recording-index.ts";
import { recordingKeys } from "#lib/media/recording/recording-keys.ts";
import type { Recordings } from "#lib/media/recording/recordings.ts";
import { readWhole } from "#lib/media/recording/storage.ts";
import type { WatchAddress } from "./address.ts";
import type { Piece, StoredPiece } from "./send-video.ts";

export type FoundRecorded = { encoded: EncodedPlaylist } | { captions: Buffer } | Piece | StoredPiece;

/** Looks for what a viewer wants in the recording of its show, running or over. */
export function createRecordedFinder(recordings: Recordings | undefined, readCaptions: ReadCaptions) {
  const playlists = createRecordedPlaylists();
  const captions = createRecordedCaptions(readCaptions);

  return async function find(address: WatchAddress, accepts: string | undefined): Promise<FoundRecorded | undefined> {
    const index = await recordings?.find(address.showId);
    if (!recordings || !index || index.segments.length === 0) return undefined;
    switch (address.kind) {
      case "playlist": {
        if (address.name === "recording") return asPlaylist(await captions.master(address.showId, index));
        if (address.name !== "dvr" && address.name !== "replay") return undefined;
        const encoded = await playlists.get(index, address.name, accepts);
        return encoded && { encoded };
      }
      case "recorded":
        return findFile(recordings, index, address);
      case "segment":
        return address.rendition === "full" ? findSegment(recordings, index, address) : undefined;
      case "init": {
        if (address.rendition !== "full" || !index.takes.includes(address.takeId)) return undefined;
        const bytes = await readWhole(recordings, recordingKeys.init(address.showId, address.takeId));
        return { bytes, tag: `"${address.takeId}"` };
      }
      case "recordedCaptions":
        return asPlaylist(await captions.playlist(address.showId, index, address.language));
      case "recordedCaptionFile": {
        const file = index.file(address.sequence);
        return file && { captions: await captions.file(address.showId, index, file, address.language) };
      }
      default:
        return undefined;
    }
  };
}

/** Captions may be corrected after the show. */
function asPlaylist(bytes: Buffer | undefined): FoundRecorded | undefined {
  return bytes && { encoded: { bytes, cache: "no-cache" } };
}

type Numbered = { showId: string; sequence: number };

/** A file that still grows is not there yet: whoever keeps it for ever would keep a part. */
function findFile(
  { read }: Recordings,
  index: RecordingIndex,
  { showId, sequence }: Numbered,
): StoredPiece | undefined {
  const file = index.file(sequence);
  if (!file?.closed) return undefined;
  const key = recordingKeys.file(showId, file);
  return { size: file.bytes, tag: `"${file.takeId}-file-${file.sequence}"`, read: (range) => read(key, range) };
}

/** One segment out of its file, for viewers who are further behind than the memory goes. */
function findSegment(
  { read }: Recordings,
  index: RecordingIndex,
  { showId, sequence }: Numbered,
): StoredPiece | undefined {
  const segment = index.segment(sequence);
  if (!segment) return undefined;
  const { takeId, file, offset, bytes } = segment;
  const key = recordingKeys.file(showId, { takeId, sequence: file });
  const readPart: StoredPiece["read"] = ({ from, to }) => read(key, { from: offset + from, to: offset + to });
  return { size: bytes, tag: `"${takeId}-${sequence}"`, read: readPart };
}
