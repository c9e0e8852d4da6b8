import { connect, type Socket } from "node:net";

/** A line that asks for one piece at a time and throws it away; `text` is kept of small ones. */
export type Puller = {
  get: (path: string) => Promise<{ status: number; bytes: number; text: string }>;
  close: () => void;
};

const maxText = 16 * 1024;

export function openPullers(port: number, count: number): Promise<Puller[]> {
  return Promise.all(Array.from({ length: count }, () => openPuller(port)));
}

async function openPuller(port: number): Promise<Puller> {
  const socket = await open(port);
  let hear = (_part: Buffer) => {};
  let lose = (_error: Error) => {};
  socket.on("data", (part: Buffer) => hear(part));
  socket.on("close", () => lose(new Error("A viewer's line was lost.")));

  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        let head = "";
        let left = -1;
        let total = 0;
        let status = 0;
        let text = "";
        lose = reject;
        hear = (part) => {
          const body = left < 0 ? readHead(part) : part;
          if (!body) return;
          if (total <= maxText) text += body.toString("latin1");
          left -= body.length;
          if (left > 0) return;
          resolve({ status, bytes: total, text });
        };
        socket.write(`GET ${path} HTTP/1.1\r\nhost: bench\r\n\r\n`);

        function readHead(part: Buffer): Buffer | undefined {
          head += part.toString("latin1");
          const end = head.indexOf("\r\n\r\n");
          if (end < 0) return undefined;
          status = Number(head.slice(9, 12));
          total = Number(/\r\ncontent-length: (\d+)/i.exec(head.slice(0, end))?.[1] ?? 0);
          left = total;
          return part.subarray(part.length - (head.length - end - 4));
        }
      }),
    close: () => socket.destroy(),
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", reject);
    socket.once("connect", () => resolve(socket));
  });
}
