import { type Box, BrokenStream, readChildren, readFields } from "./box-reader.ts";

/** Fixed fields of a visual and an audio sample entry that stand before its child boxes (ISO 14496-12, 12.1 and 12.2). */
const fixedBytes = { video: 78, audio: 28 } as const;
const kindOf = { video: "picture", audio: "sound" } as const;
/** Baseline, Main, Extended, High: 8 bit and 4:2:0, which is all that phones decode. */
export const playableProfiles = [66, 77, 88, 100];
/** AAC-LC, HE-AAC, HE-AAC v2. */
export const playableObjects = [2, 5, 29];

/** The codec string (RFC 6381) of a sample entry. Throws BrokenStream when viewers could not play it. */
export function findCodec(bytes: Buffer, entry: Box, kind: "video" | "audio"): string {
  const config = (type: string) => findConfig(bytes, entry, type, fixedBytes[kind]);
  switch (`${kind} ${entry.type}`) {
    case "video avc1":
    case "video avc3":
      return avcCodec(bytes, entry, config("avcC"));
    case "video av01":
      return av1Codec(bytes, config("av1C"));
    case "audio mp4a":
      return aacCodec(bytes, config("esds"));
    case "audio Opus":
      config("dOps");
      return "opus";
    default:
      throw new BrokenStream(`Codec ${entry.type} does not play in every viewer's browser.`, kindOf[kind]);
  }
}

function findConfig(bytes: Buffer, entry: Box, type: string, fixed: number): Box {
  const config = readChildren(bytes, entry.body + fixed, entry.end).find((child) => child.type === type);
  if (!config) throw new BrokenStream(`Codec ${entry.type} comes without its ${type} box.`);
  return config;
}

function avcCodec(bytes: Buffer, entry: Box, avcC: Box): string {
  const fields = readFields(bytes, avcC);
  fields.skip(1);
  const profile = fields.u8();
  if (!playableProfiles.includes(profile)) throw new BrokenStream(`H.264 profile ${profile} does not play.`, "profile");
  return `${entry.type}.${hex(profile)}${hex(fields.u8())}${hex(fields.u8())}`;
}

function av1Codec(bytes: Buffer, av1C: Box): string {
  const fields = readFields(bytes, av1C);
  fields.skip(1);
  const level = fields.u8();
  const format = fields.u8();
  const depth = format & 0x40 ? (format & 0x20 ? "12" : "10") : "08";
  return `av01.${level >> 5}.${String(level & 0x1f).padStart(2, "0")}${format & 0x80 ? "H" : "M"}.${depth}`;
}

/** The object type follows the DecoderSpecificInfo tag (5) inside the descriptors of esds (ISO 14496-1, 7.2.6). */
function aacCodec(bytes: Buffer, esds: Box): string {
  const fields = readFields(bytes, esds);
  fields.skip(4);
  const descriptor = () => {
    const tag = fields.u8();
    for (let length = 0; length < 4; length++) if ((fields.u8() & 0x80) === 0) break;
    return tag;
  };
  if (descriptor() !== 3) throw new BrokenStream("The esds box is malformed.");
  fields.skip(3);
  if (descriptor() !== 4) throw new BrokenStream("The esds box is malformed.");
  const objectType = fields.u8();
  if (objectType !== 0x40) throw new BrokenStream("Only AAC sound is played in mp4a.", "sound");
  fields.skip(12);
  if (descriptor() !== 5) throw new BrokenStream("The esds box is malformed.");
  const object = fields.u8() >> 3;
  if (!playableObjects.includes(object)) throw new BrokenStream(`AAC object type ${object} does not play.`, "sound");
  return `mp4a.40.${object}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
