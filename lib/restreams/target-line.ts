import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { AvPacket } from "node-media-server/src/protocol/rtmp.js";
import Rtmp from "node-media-server/src/protocol/rtmp.js";
import RtmpClient from "node-media-server/src/protocol/rtmp_client.js";
import type { TargetTrouble } from "#lib/restreams/schema.ts";

const usualPorts: Record<string, number> = { "rtmp:": 1935, "rtmps:": 443 };
const scriptType = 18;
/** An AMF0 string: what follows is a property of the stream. */
const dataFrame = Buffer.from("\u0002\u0000\u000d@setDataFrame", "latin1");
/** Behind a basic header of one byte and seven bytes of the message header. */
const streamIdAt = 8;

type LineEnd = (trouble: TargetTrouble) => void;

/**
 * A connection to another platform's RTMP server, over TLS for rtmps. It calls the address that was looked up and judged, and
 * holds the server to its name; its key is in no command line.
 */
export class TargetLine extends RtmpClient {
  #isPublishing = false;
  #isOver = false;
  readonly #onEnd: LineEnd;

  constructor(onEnd: LineEnd) {
    super();
    this.#onEnd = onEnd;
    this.onErrorCallback = (error) => this.#end(judge(error));
    this.onCloseCallback = () => this.#end("unreachable");
  }

  /** Resolves when the platform takes pictures. Whatever goes wrong is told to `onEnd` alone. */
  async publish({ url, address, key }: { url: URL; address: string; key: string }): Promise<void> {
    try {
      await this.#call(url, address);
      await this.sendConnect();
      for (const cmd of ["releaseStream", "FCPublish"])
        this.sendInvokeMessage(0, { cmd, transId: 0, cmdObj: null, streamName: key });
      await this.sendCreateStream();
      await this.sendPublish(key);
      this.#isPublishing = true;
    } catch (error) {
      this.#end(this.socket?.readyState === "open" ? "key_rejected" : judge(error));
    }
  }

  isPublishing(): boolean {
    return this.#isPublishing && !this.#isOver;
  }

  waitingBytes(): number {
    return this.socket?.writableLength ?? 0;
  }

  sentBytes(): number {
    return this.socket?.bytesWritten ?? 0;
  }

  /** Sends a tag of FLV. */
  override sendPacket(tag: AvPacket): void {
    if (!this.isPublishing()) return;
    const bytes = Rtmp.createMessage(tag.codec_type === scriptType ? asProperty(tag) : tag);
    bytes.writeUInt32LE(this.streamId, streamIdAt);
    this.write(bytes);
  }

  override write(bytes: Buffer): void {
    if (this.socket?.writable) this.socket.write(bytes);
  }

  /** Hangs up, without a word to `onEnd`. */
  hangUp(): void {
    this.#isOver = true;
    this.disconnect();
  }

  #call(url: URL, address: string): Promise<void> {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const port = Number(url.port) || (usualPorts[url.protocol] ?? 1935);
    this.resetProtocolState();
    // As encoders have it: the whole path is the application, the key is the stream.
    const app = `${url.pathname.replace(/^\/+|\/+$/g, "")}${url.search}`;
    this.urlInfo = { host, port, app, streamName: "", query: {} };
    this.baseUri = `${url.protocol}//${url.host}/${app}`;
    return new Promise((resolve, reject) => {
      this.handshakeReject = reject;
      this.onHandshakeCallback = resolve;
      const begin = () => {
        this.connected = true;
        this.sendClientHandshake();
      };
      const target = { host: address, port };
      const socket =
        url.protocol === "rtmps:"
          ? connectTls({ ...target, servername: isIP(host) ? "" : host }, begin)
          : connectTcp(target, begin);
      this.#listen(socket);
    });
  }

  #listen(socket: Socket): void {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (bytes) => {
      try {
        this.handleData(bytes);
      } catch {
        this.#end("broken");
      }
    });
    socket.on("error", (error) => {
      this.onErrorCallback(error);
      this.rejectHandshake(error);
    });
    socket.on("close", () => {
      this.rejectAllPending(new Error("closed"));
      this.rejectHandshake(new Error("closed"));
      this.onCloseCallback(false);
    });
  }

  #end(trouble: TargetTrouble): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.socket?.destroy();
    this.#onEnd(trouble);
  }
}

function asProperty(tag: AvPacket): AvPacket {
  const data = Buffer.concat([dataFrame, tag.data.subarray(0, tag.size)]);
  return { ...tag, data, size: data.length };
}

/** What an error of the network means for the host. */
function judge(error: unknown): TargetTrouble {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/REFUSED|UNREACH/.test(code)) return "refused";
  if (/TIMEDOUT/.test(code)) return "timed_out";
  if (/CERT|SSL|TLS|SIGN|ISSUER/.test(code)) return "not_secure";
  return "unreachable";
}
