// The package ships no types; these are the parts of its RTMP protocol that we use.
declare module "node-media-server/src/protocol/rtmp.js" {
  /** One coded picture, packet of sound or script message; `data` is used again by the next one. */
  export type AvPacket = {
    codec_id: number;
    codec_type: number;
    flags: number;
    dts: number;
    size: number;
    data: Buffer;
  };
  type Chunk = { header: { length: number } };

  export default class Rtmp {
    streamId: number;
    parserPacket: Chunk;
    inPackets: Map<number, Chunk>;
    connectCmdObj: { flashVer?: unknown } | undefined;
    onConnectCallback: (request: { app: string; name: string; query: Record<string, unknown> }) => void;
    onPlayCallback: () => void;
    onPushCallback: () => void;
    onPacketCallback: (packet: AvPacket) => void;
    onOutputCallback: (bytes: Buffer) => void;
    parserData(bytes: Buffer): string | null;
    packetAlloc(): void;
    respondPublish(): void;
    respondPlay(): void;
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void;
  }
}

declare module "node-media-server/src/protocol/flv.js" {
  import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";

  const Flv: {
    createHeader(hasAudio: boolean, hasVideo: boolean): Buffer;
    createMessage(packet: AvPacket): Buffer;
  };
  export default Flv;
}
