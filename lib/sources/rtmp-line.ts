import type { Socket } from "node:net";
import Rtmp, { type AvPacket } from "node-media-server/src/protocol/rtmp.js";

/** What an encoder asks for when it connects. */
export type PublishRequest = { app: string; slug: string; key: string; software: string };

const maxBytes = { stranger: 64 * 1024, admitted: 8 * 1024 * 1024 };
const maxChunkStreams = 32;
const maxClock = 0xffffffff;

/**
 * One RTMP connection: the protocol is the library's, what a connection may cost is ours. An encoder is only told that it
 * may publish once it has been let in; nobody can play anything here.
 */
export class RtmpLine extends Rtmp {
  isAdmitted = false;
  readonly #socket: Socket;

  constructor(socket: Socket, on: { publish: (request: PublishRequest) => void; packet: (packet: AvPacket) => void }) {
    super();
    this.#socket = socket;
    let asked: PublishRequest | undefined;
    this.onOutputCallback = (bytes) => void socket.write(bytes);
    this.onConnectCallback = ({ app, name, query }) => {
      asked = { app, slug: name, key: String(query.key ?? ""), software: this.#software() };
    };
    this.onPushCallback = () => {
      if (asked && !this.isAdmitted) on.publish(asked);
    };
    this.onPlayCallback = () => void socket.destroy();
    this.onPacketCallback = (packet) => {
      if (this.isAdmitted) on.packet(packet);
    };
  }

  override respondPublish() {
    // Said by `admit` or `refuse`, once it is known which.
  }

  override respondPlay() {
    // Nobody plays here.
  }

  override packetAlloc() {
    const most = this.isAdmitted ? maxBytes.admitted : maxBytes.stranger;
    if (this.parserPacket.header.length > most || this.inPackets.size > maxChunkStreams) {
      throw new RangeError("a message is larger than any encoder sends");
    }
    // The library gives up on a clock that runs over its 32 bits, which begins anew instead.
    if (this.parserPacket.clock > maxClock) this.parserPacket.clock -= maxClock + 1;
    super.packetAlloc();
  }

  admit() {
    this.isAdmitted = true;
    this.sendStatusMessage(this.streamId, "status", "NetStream.Publish.Start", "On its way to the studio.");
  }

  /** Encoders show that the name or key is wrong, and do not try again by themselves. */
  refuse(description: string) {
    this.sendStatusMessage(this.streamId, "error", "NetStream.Publish.BadName", description);
    this.#socket.end();
  }

  #software(): string {
    const named = String(this.connectCmdObj?.flashVer ?? "");
    return /Lavf/.test(named) ? "ffmpeg" : "RTMP";
  }
}
