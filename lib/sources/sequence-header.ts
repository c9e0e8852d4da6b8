import { playableObjects, playableProfiles } from "#lib/media/mp4/codec.ts";
import type { PacketKind } from "#lib/sources/packet-watch.ts";
import type { SourceTrouble } from "#lib/sources/schema.ts";

const headBytes = { picture: 5, sound: 2 };

/** Why viewers could not play what an FLV sequence header announces; undefined when they can. */
export function judgeHeader(kind: PacketKind, message: Buffer): SourceTrouble | undefined {
  const config = message.subarray(headBytes[kind]);
  if (kind === "sound") return judgeSound(config);
  if (config.length < 7) return "broken";
  return playableProfiles.includes(config.readUInt8(1)) ? undefined : "picture_profile";
}

function judgeSound(config: Buffer): SourceTrouble | undefined {
  if (config.length < 2) return "broken";
  return playableObjects.includes(config.readUInt8(0) >> 3) ? undefined : "sound_codec";
}
