import { connect, createServer, type Socket } from "node:net";
import { findFreePort } from "#tests/support/free-port.ts";

/**
 * A way to the server that a test can cut: then every connection breaks and none is made until it is mended. Or it stands still: then
 * nothing breaks, and nothing comes through.
 */
export type CutLine = { url: string; cut: () => void; stand: () => void; mend: () => void; stop: () => void };

export async function openCutLine(to: string | undefined): Promise<CutLine> {
  const { hostname, port } = new URL(to ?? "");
  const own = await findFreePort();
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect({ host: hostname, port: Number(port) });
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
  await new Promise<void>((resolve) => server.listen(own, hostname, resolve));
  const cut = () => {
    isCut = true;
    for (const end of open) end.destroy();
  };
  return {
    url: `http://${hostname}:${own}`,
    cut,
    stand: () => {
      for (const end of open) end.pause();
    },
    mend: () => {
      isCut = false;
      for (const end of open) end.resume();
    },
    stop: () => {
      cut();
      server.close();
    },
  };
}
