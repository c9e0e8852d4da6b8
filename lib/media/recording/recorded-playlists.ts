import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { renderDvr, renderReplay } from "./recorded-playlist.ts";
import type { RecordingIndex } from "./recording-index.ts";

export type EncodedPlaylist = { bytes: Buffer; encoding?: "br" | "gzip"; cache: string; tag?: string };

/** A recording may be deleted or its captions corrected; until then a shared cache answers a crowd from one reading in five seconds. */
export const soonAgain = "public, max-age=0, s-maxage=5";

type Name = "dvr" | "replay";
type Made = {
  files: number;
  ended: boolean;
  plain: Buffer | undefined;
  tag: string;
  encoded: Map<string, Promise<Buffer>>;
};

const compress = {
  br: promisify<Buffer, { params: Record<number, number> }, Buffer>(brotliCompress),
  gzip: promisify<Buffer, Buffer>(gzip),
};
/** Half of gzip's size at about its cost. */
const brotliSettings = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/**
 * Hours of video make long playlists: each is rendered once per change and compressed once per encoding, off the main
 * thread, for everybody who asks until the next change.
 */
export class RecordedPlaylists {
  readonly #made = new WeakMap<RecordingIndex, Partial<Record<Name, Made>>>();

  async get(index: RecordingIndex, name: Name, accepts = ""): Promise<EncodedPlaylist | undefined> {
    const { plain, tag, encoded } = this.#current(index, name);
    if (!plain) return undefined;
    const cache = name === "dvr" ? "public, max-age=1" : soonAgain;
    const encoding = /\bbr\b/.test(accepts) ? "br" : /\bgzip\b/.test(accepts) ? "gzip" : undefined;
    if (!encoding) return { bytes: plain, cache, tag };
    const compressing = encoded.get(encoding) ?? compressAs(encoding, plain);
    encoded.set(encoding, compressing);
    return { bytes: await compressing, encoding, cache, tag };
  }

  #current(index: RecordingIndex, name: Name): Made {
    const known = this.#made.get(index) ?? {};
    this.#made.set(index, known);
    const files = index.files.length - (index.files.at(-1)?.closed ? 0 : 1);
    const ended = index.endedAt !== null;
    const last = known[name];
    if (last && last.files === files && last.ended === ended) return last;
    const text = name === "dvr" ? renderDvr(index) : renderReplay(index);
    const plain = text === undefined ? undefined : Buffer.from(text);
    const tag = `"${createHash("sha256")
      .update(plain ?? "")
      .digest("base64url")
      .slice(0, 22)}"`;
    const next = { files, ended, plain, tag, encoded: new Map() };
    known[name] = next;
    return next;
  }
}

function compressAs(encoding: "br" | "gzip", plain: Buffer): Promise<Buffer> {
  return encoding === "br" ? compress.br(plain, brotliSettings) : compress.gzip(plain);
}
