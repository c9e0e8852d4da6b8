import { connect, type Socket } from "node:net";

/** What somebody was told, as it came, and when: it is read when all have heard, so that reading delays nobody's news. */
export type Heard = { text: Buffer; at: number };
type Place = { port: number; cookie: string; localAddress: string };

const newsHead = Buffer.from('42["line"');
const [pong, hello] = [frameOf("3"), frameOf("40")];

/**
 * A WebSocket of somebody who waits to be told their place, and little else: twenty thousand of them share the machine with the server
 * that they measure.
 */
export class Watcher {
  /** The first word of their place. */
  readonly told: Promise<Heard>;
  readonly #socket: Socket;
  #hear: (heard: Heard) => void = () => undefined;
  #entered: (watcher: Watcher | null) => void;
  #isOpen = false;
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, entered: (watcher: Watcher | null) => void) {
    this.#socket = socket;
    this.#entered = entered;
    this.told = new Promise((resolve) => (this.#hear = resolve));
    socket.setNoDelay(true);
    socket.on("data", (data: Buffer) => this.#read(data));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#entered(null));
  }

  /** Null for whoever is turned away. */
  static open({ port, cookie, localAddress }: Place): Promise<Watcher | null> {
    return new Promise((entered) => {
      const socket = connect({ port, host: "127.0.0.1", localAddress });
      const watcher = new Watcher(socket, entered);
      socket.once("connect", () => watcher.#socket.write(handshake(port, cookie)));
    });
  }

  close() {
    this.#socket.destroy();
  }

  #read(data: Buffer) {
    this.#rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    if (!this.#isOpen) this.#open();
    for (let size = this.#isOpen ? sizeOf(this.#rest) : null; size; size = sizeOf(this.#rest)) {
      const { from, to } = size;
      this.#take(this.#rest.subarray(from, to));
      this.#rest = this.#rest.subarray(to);
    }
  }

  #open() {
    const end = this.#rest.indexOf("\r\n\r\n");
    if (end < 0) return;
    if (!this.#rest.toString("latin1", 0, end).startsWith("HTTP/1.1 101")) return this.close();
    this.#isOpen = true;
    this.#rest = this.#rest.subarray(end + 4);
  }

  /** A message of Engine.IO: 0 opens, 2 is a ping, 40 says that we are in. */
  #take(text: Buffer) {
    if (text.length > newsHead.length && text.compare(newsHead, 0, newsHead.length, 0, newsHead.length) === 0)
      return this.#hear({ text: Buffer.from(text), at: Date.now() });
    const [kind, next] = text.toString("latin1", 0, 2);
    if (kind === "2") this.#socket.write(pong);
    else if (kind === "0") this.#socket.write(hello);
    else if (kind === "4" && next === "0") this.#entered(this);
  }
}

function handshake(port: number, cookie: string): string {
  const key = Buffer.from("a watcher's key!").toString("base64");
  return `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: http://127.0.0.1:${port}\r\ncookie: ${cookie}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`;
}

/** A short text as a client frames it, under a mask that changes nothing. */
function frameOf(text: string): Buffer {
  return Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]);
}

/** Where the text of the first frame lies, once all of it is here. */
function sizeOf(data: Buffer): { from: number; to: number } | null {
  if (data.length < 2) return null;
  const short = (data[1] ?? 0) & 0x7f;
  if (short === 126 && data.length < 4) return null;
  const [from, length] = short === 126 ? [4, data.readUInt16BE(2)] : [2, short];
  return data.length < from + length ? null : { from, to: from + length };
}
