import type { InitSegment } from "#lib/media/mp4/init-segment.ts";
import { readInits } from "#lib/media/recording/export-recording.ts";
import { type ReadCaptions, RecordedCaptions } from "#lib/media/recording/recorded-captions.ts";
import { type EncodedPlaylist, RecordedPlaylists, soonAgain } from "#lib/media/recording/recorded-playlists.ts";
import type { RecordingIndex } from "#lib/media/recording/recording-index.ts";
import { recordingKeys } from "#lib/media/recording/recording-keys.ts";
import type { Recordings } from "#lib/media/recording/recordings.ts";
import { readWhole } from "#lib/media/recording/storage.ts";
import type { PlaylistName, WatchAddress } from "./address.ts";
import type { Piece, StoredPiece } from "./send-video.ts";

export type FoundRecorded = { encoded: EncodedPlaylist } | { captions: Buffer } | Piece | StoredPiece;

/** Looks for what a viewer wants in the recording of its show, running or over. */
export class RecordedFinder {
  readonly #recordings: Recordings | undefined;
  readonly #playlists = new RecordedPlaylists();
  readonly #inits = new WeakMap<RecordingIndex, InitSegment[]>();
  readonly #captions: RecordedCaptions;

  constructor(recordings: Recordings | undefined, readCaptions: ReadCaptions) {
    this.#recordings = recordings;
    this.#captions = new RecordedCaptions(readCaptions);
  }

  async find(address: WatchAddress, accepts: string | undefined): Promise<FoundRecorded | undefined> {
    const recordings = this.#recordings;
    const index = await recordings?.find(address.showId);
    if (!recordings || !index || index.segments.length === 0) return undefined;
    switch (address.kind) {
      case "playlist":
        return this.#findPlaylist(index, address, accepts);
      case "recorded":
        return findFile(recordings, index, address);
      case "segment":
        return address.rendition === "full" ? findSegment(recordings, index, address) : undefined;
      case "init":
        return address.rendition === "full" ? findInit(recordings, index, address) : undefined;
      case "recordedCaptions":
        return asPlaylist(await this.#captions.playlist(address.showId, index, address.language));
      case "recordedCaptionFile": {
        const file = index.file(address.sequence);
        return file && { captions: await this.#captions.file(address.showId, index, file, address.language) };
      }
      default:
        return undefined;
    }
  }

  /** They never change once the show is over, and every viewer of a replay asks for them. */
  async #initsOf(showId: string, index: RecordingIndex): Promise<InitSegment[]> {
    const known = this.#inits.get(index);
    if (known || !this.#recordings || index.endedAt === null) return known ?? [];
    const inits = [...(await readInits({ showId, storage: this.#recordings }, index.files)).values()];
    this.#inits.set(index, inits);
    return inits;
  }

  async #findPlaylist(
    index: RecordingIndex,
    { showId, name }: { showId: string; name: PlaylistName },
    accepts: string | undefined,
  ): Promise<FoundRecorded | undefined> {
    if (name === "recording")
      return asPlaylist(await this.#captions.master(showId, index, await this.#initsOf(showId, index)));
    if (name !== "dvr" && name !== "replay") return undefined;
    const encoded = await this.#playlists.get(index, name, accepts);
    return encoded && { encoded };
  }
}

function asPlaylist(bytes: Buffer | undefined): FoundRecorded | undefined {
  return bytes && { encoded: { bytes, cache: soonAgain } };
}

async function findInit(
  recordings: Recordings,
  index: RecordingIndex,
  { showId, takeId }: { showId: string; takeId: string },
): Promise<Piece | undefined> {
  if (!index.takes.includes(takeId)) return undefined;
  return { bytes: await readWhole(recordings, recordingKeys.init(showId, takeId)), tag: `"${takeId}"` };
}

type Numbered = { showId: string; sequence: number };

/** A file that still grows is not there yet: whoever keeps it for ever would keep a part. */
function findFile(
  recordings: Recordings,
  index: RecordingIndex,
  { showId, sequence }: Numbered,
): StoredPiece | undefined {
  const file = index.file(sequence);
  if (!file?.closed) return undefined;
  const key = recordingKeys.file(showId, file);
  return {
    size: file.bytes,
    tag: `"${file.takeId}-file-${file.sequence}"`,
    read: (range) => recordings.read(key, range),
  };
}

/** One segment out of its file, for viewers who are further behind than the memory goes. */
function findSegment(
  recordings: Recordings,
  index: RecordingIndex,
  { showId, sequence }: Numbered,
): StoredPiece | undefined {
  const segment = index.segment(sequence);
  if (!segment) return undefined;
  const { takeId, file, offset, bytes } = segment;
  const key = recordingKeys.file(showId, { takeId, sequence: file });
  return {
    size: bytes,
    tag: `"${takeId}-${sequence}"`,
    read: ({ from, to }) => recordings.read(key, { from: offset + from, to: offset + to }),
  };
}
