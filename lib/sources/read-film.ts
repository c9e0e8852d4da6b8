import { type FileHandle, open } from "node:fs/promises";
import { type Box, BrokenStream, findBox, readBoxHeader, readChildren, readFields } from "#lib/media/mp4/box-reader.ts";
import { readPictureSize, readRotation } from "#lib/media/mp4/picture-shape.ts";

/** What a film says about its picture: the size it is shown in, and by how many settings it was coded. */
type Film = { width: number; height: number; settings: number };

const maxMoovBytes = 128 * 1024 * 1024;
const maxBoxes = 10_000;

/** Reads the head of an MP4 file, wherever in it that lies. Throws BrokenStream. Undefined without a picture. */
export async function readFilm(path: string): Promise<Film | undefined> {
  const file = await open(path);
  try {
    const bytes = await findMoov(file);
    const moov = readBoxHeader(bytes, 0);
    const tracks = moov ? readChildren(bytes, moov.body, moov.end).filter(({ type }) => type === "trak") : [];
    const picture = tracks.find((trak) => handlerOf(bytes, trak) === "vide");
    return picture && readPicture(bytes, picture);
  } finally {
    await file.close();
  }
}

async function findMoov(file: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(16);
  for (let at = 0, boxes = 0; boxes < maxBoxes; boxes += 1) {
    const { bytesRead } = await file.read(head, 0, 16, at);
    const box = readBoxHeader(head.subarray(0, bytesRead), 0);
    if (!box) break;
    if (box.type === "moov") return readMoov(file, at, box.end);
    at += box.end;
  }
  throw new BrokenStream("The file has no head.");
}

async function readMoov(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (length > maxMoovBytes) throw new BrokenStream("The head of the file is too large.");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

function handlerOf(bytes: Buffer, trak: Box): string {
  const fields = readFields(bytes, findBox(bytes, trak, "mdia/hdlr"));
  fields.skip(8);
  return fields.text(4);
}

function readPicture(bytes: Buffer, trak: Box): Film {
  const stsd = findBox(bytes, trak, "mdia/minf/stbl/stsd");
  const fields = readFields(bytes, stsd);
  fields.skip(4);
  const settings = fields.u32();
  const entry = readBoxHeader(bytes, stsd.body + 8);
  if (!entry) throw new BrokenStream("A track does not name its codec.");
  return { ...readPictureSize(bytes, entry, readRotation(bytes, findBox(bytes, trak, "tkhd"))), settings };
}
