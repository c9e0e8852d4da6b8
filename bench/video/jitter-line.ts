import { connect, createServer, type Socket } from "node:net";

/** A way to a port on which everything downstream comes 0 to 300 ms late, in its order: a mobile line of ±150 ms. */
export async function openJitterLine(port: number): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("close", () => upstream.destroy());
    client.pipe(upstream);
    delayed(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the line listens on no port");
  return {
    port: address.port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const jitterMs = 300;

/**
 * One queue and one timer: timers of their own for each piece may ring in another order than they were set, and a stream
 * whose bytes changed places carries no picture. What waits still arrives after the other end has gone.
 */
function delayed(from: Socket, to: Socket): void {
  const waiting: { bytes: Buffer; dueAt: number }[] = [];
  let lastDueAt = 0;
  let _timer: NodeJS.Timeout | undefined;
  let isEnded = false;

  function pass(): void {
    _timer = undefined;
    for (let next = waiting[0]; next && next.dueAt <= performance.now(); next = waiting[0]) {
      waiting.shift();
      if (to.writable) to.write(next.bytes);
    }
    const [next] = waiting;
    if (next) _timer = setTimeout(pass, Math.max(1, next.dueAt - performance.now()));
    else if (isEnded) to.end();
  }

  from.on("data", (bytes: Buffer) => {
    lastDueAt = Math.max(lastDueAt, performance.now() + Math.random() * jitterMs);
    waiting.push({ bytes, dueAt: lastDueAt });
    _timer ??= setTimeout(pass, lastDueAt - performance.now());
  });
  from.on("close", () => {
    isEnded = true;
    _timer ??= setTimeout(pass, 0);
  });
}
