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
  type Chunk = { header: { length: number }; clock: number };

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
    static createMessage(packet: AvPacket): Buffer;
    sendInvokeMessage(streamId: number, command: object): void;
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void;
  }
}

declare module "node-media-server/src/protocol/flv.js" {
  import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";

  export default class Flv {
    static createHeader(hasAudio: boolean, hasVideo: boolean): Buffer;
    static createMessage(packet: AvPacket): Buffer;
    onPacketCallback: (packet: AvPacket) => void;
    parserData(bytes: Buffer): string | null;
  }
}

declare module "node-media-server/src/protocol/rtmp_client.js" {
  import type { Socket } from "node:net";
  import type Rtmp from "node-media-server/src/protocol/rtmp.js";
  import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";

  type RtmpUrl = { host: string; port: number; app: string; streamName: string; query: Record<string, string> };

  export default class RtmpClient extends Rtmp {
    socket: Socket | null;
    connected: boolean;
    baseUri: string;
    urlInfo: RtmpUrl | null;
    handshakeReject: ((error: Error) => void) | null;
    onHandshakeCallback: () => void;
    onCloseCallback: (hadError: boolean) => void;
    onErrorCallback: (error: Error) => void;
    onStatusCallback: (code: string, info: object) => void;
    connect(url: string): Promise<void>;
    resetProtocolState(): void;
    sendClientHandshake(): void;
    handleData: (bytes: Buffer) => void;
    stopHeartbeat(): void;
    rejectAllPending(error: Error): void;
    rejectHandshake(error: Error): void;
    sendConnect(): Promise<unknown>;
    sendCommand(cmd: string, options: object, streamId?: number): Promise<unknown>;
    sendCreateStream(): Promise<number>;
    sendPublish(name: string): Promise<unknown>;
    sendPacket(packet: AvPacket): void;
    write(bytes: Buffer): void;
    disconnect(): void;
  }
}
