import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNginx } from "#lib/boot/cluster/nginx-front.ts";
import { findFreePort } from "#tests/support/free-port.ts";

export type Nginx = { url: string; port: number; stop(): Promise<void> };

/** The real nginx with a file that we ship, in front of one server. */
export async function openNginx(file: "app.conf" | "edge.conf", upstream: number): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "launchroom-nginx-"));
  const port = await findFreePort();
  const front = startNginx({ file, folder, port, ports: [upstream] });
  await answers(port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      await front.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/live`).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error("nginx does not answer");
}
