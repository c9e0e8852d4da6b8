import { connect, createServer, type Socket } from "node:net";
import { findFreePort } from "#tests/support/free-port.ts";

/** One address in front of several processes, as a shop has it: new connections go where it aims. */
export type Balancer = { url: string; aim: (to: string) => void; stop: () => void };

export async function openBalancer(to: string): Promise<Balancer> {
  let target = new URL(to);
  const own = await findFreePort();
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port) });
    for (const end of [near, far]) {
      open.add(end);
      end.on("error", () => undefined);
      end.on("close", () => {
        open.delete(end);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen({ port: own, host: "127.0.0.1", backlog: 4096 }, resolve));
  return {
    url: `http://127.0.0.1:${own}`,
    aim: (next) => {
      target = new URL(next);
    },
    stop: () => {
      for (const end of open) end.destroy();
      server.close();
    },
  };
}
