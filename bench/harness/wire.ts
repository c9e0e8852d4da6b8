import { connect, type Socket } from "node:net";

/** null: the line was lost before an answer came. */
export type Reply = { status: number; body: string } | null;

/** One keep-alive HTTP/1.1 connection that carries one request at a time, and little else, to leave the CPU to the server. */
export class Wire {
  readonly #socket: Socket;
  #heard = "";
  #done: ((reply: Reply) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#hear(text));
    socket.on("error", () => {});
    socket.on("close", () => this.#answer(null));
  }

  static open(port: number, localAddress: string): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", localAddress });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Wire(socket));
      });
    });
  }

  get lost(): boolean {
    return this.#socket.destroyed;
  }

  send(text: string, done: (reply: Reply) => void) {
    if (this.#socket.destroyed) return done(null);
    this.#done = done;
    this.#socket.write(text, "latin1");
  }

  close() {
    this.#socket.destroy();
  }

  #hear(text: string) {
    this.#heard = this.#heard === "" ? text : this.#heard + text;
    const headEnd = this.#heard.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const head = this.#heard.slice(0, headEnd);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    const body = this.#heard.slice(headEnd + 4);
    if (length === undefined ? !body.endsWith("0\r\n\r\n") : body.length < Number(length)) return;
    this.#heard = "";
    this.#answer({ status: Number(head.slice(9, 12)), body });
  }

  #answer(reply: Reply) {
    const done = this.#done;
    this.#done = undefined;
    done?.(reply);
  }
}

/** Opens lines from many local addresses, so that limits by address see a crowd and not one machine. */
export function openWires({ port, count }: { port: number; count: number }): Promise<Wire[]> {
  const addresses = process.platform === "linux" ? 100 : 1;
  return Promise.all(
    Array.from({ length: count }, (_, index) => Wire.open(port, `127.0.0.${1 + (index % addresses)}`)),
  );
}
