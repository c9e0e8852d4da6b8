import { randomBytes } from "node:crypto";
import { WebSocket } from "ws";

type Place = { port: number; index: number };
type Joined = Place & { showId?: string; plain?: boolean; cookie?: string };

const addresses = process.platform === "linux" ? 8 : 1;
const path = "/socket.io/?EIO=4&transport=websocket";
const joinAck = "430";

/** One viewer's line: as much Engine.IO as the protocol asks for, and nothing of socket.io-client's weight. */
export class Viewer {
  frames = 0;
  acks = 0;
  lastFrame = "";
  /** Milliseconds from an order or a line of chat to the moment the viewer has it; kept only where asked. */
  latencies: number[] | null = null;
  /** Bytes of each frame; kept only where asked. */
  sizes: number[] | null = null;
  readonly line: WebSocket;

  private constructor(line: WebSocket) {
    this.line = line;
  }

  /** Resolves when the server has let the viewer in: into the show's room where one is named. */
  static open({ port, index, showId, plain = false, cookie = "" }: Joined): Promise<Viewer> {
    const address = `127.0.0.${1 + (index % addresses)}`;
    const line = new WebSocket(`ws://127.0.0.1:${port}${plain ? "/" : path}`, {
      perMessageDeflate: false,
      localAddress: address,
      // As a browser has it that was here before.
      headers: plain
        ? {}
        : { origin: `http://127.0.0.1:${port}`, cookie: `launchroom.viewer=${randomDevice()}; ${cookie}` },
    });
    const viewer = new Viewer(line);
    return new Promise((resolve, reject) => {
      line.on("error", reject);
      line.on("close", () => reject(new Error("the line was closed")));
      if (plain) line.on("open", () => resolve(viewer));
      line.on("message", (data: Buffer) => viewer.#hear(data, showId, () => resolve(viewer)));
    });
  }

  say(event: string, payload: object) {
    this.line.send(`421${JSON.stringify([event, payload])}`);
  }

  /** Without asking for an answer. */
  mention(event: string, payload: object) {
    this.line.send(`42${JSON.stringify([event, payload])}`);
  }

  #hear(data: Buffer, showId: string | undefined, entered: () => void) {
    const kind = data.toString("latin1", 0, 3);
    if (kind.startsWith("42")) this.#see(data);
    else if (kind === "2") this.line.send("3");
    else if (kind.startsWith("0")) this.line.send("40");
    else if (kind.startsWith("40")) {
      if (showId) this.line.send(`420${JSON.stringify(["join", { showId }])}`);
      else entered();
    } else if (kind === joinAck) entered();
    else if (kind.startsWith("43")) this.acks += data.includes('"ok":true') ? 1 : 0;
  }

  #see(data: Buffer) {
    // Joining brings a snapshot.
    if (data.toString("latin1", 4, 9) !== "frame") return;
    this.frames += 1;
    this.sizes?.push(data.length);
    if (!this.latencies) return;
    this.lastFrame = data.toString();
    const now = Date.now();
    // The first says when the frame was made.
    const [, ...happened] = this.lastFrame.matchAll(/"at":"([^"]+)"/g);
    for (const [, at] of happened) if (at) this.latencies.push(now - Date.parse(at));
  }
}

function randomDevice(): string {
  return randomBytes(18).toString("base64url").slice(0, 22);
}

const atOnce = 100;

/** Lets a crowd in, some at a time. Every tenth measures latency. */
export async function openViewers({ count, ...where }: Omit<Joined, "index"> & { count: number }): Promise<Viewer[]> {
  const viewers: Viewer[] = [];
  while (viewers.length < count) {
    const size = Math.min(atOnce, count - viewers.length);
    viewers.push(...(await enterAtOnce({ ...where, count: size })));
  }
  viewers.forEach((viewer, index) => {
    if (index % 10 === 0) viewer.latencies = [];
  });
  return viewers;
}

/** All at the same moment; who is turned away comes again a little later, as the product's page does. */
export function enterAtOnce({ count, ...where }: Omit<Joined, "index"> & { count: number }): Promise<Viewer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => enter({ ...where, index })));
}

async function enter(where: Joined, tries = 0): Promise<Viewer> {
  try {
    return await Viewer.open(where);
  } catch (error) {
    if (tries >= 50) throw error;
    await new Promise((resume) => setTimeout(resume, 200 + Math.random() * 300));
    return enter(where, tries + 1);
  }
}

export function closeViewers(viewers: Viewer[]) {
  for (const { line } of viewers) {
    line.removeAllListeners();
    line.on("error", () => {});
    line.terminate();
  }
}
