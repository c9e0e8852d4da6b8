// An empty page of the same Next, with the product's settings, style sheet and fonts. `listen`: as Next itself answers it.
// `listenAsKept`: as the product sends a page, its first styles inside, compressed and from memory, so that for a browser only
// what the room adds makes the difference.
import { createServer } from "node:http";
import { join } from "node:path";
import next from "next";
import { answerParent } from "#bench/harness/answer-parent.ts";
import { FirstStyles } from "#lib/boot/http/first-styles.ts";
import { listen } from "#lib/boot/http/listen.ts";
import { precompress, sendPrecompressed } from "#lib/boot/http/precompressed.ts";
import { createStaticFiles } from "#lib/boot/http/static-files.ts";

process.env.NEXT_TELEMETRY_DISABLED = "1";
const dir = join(import.meta.dirname, "..", "pages", "empty");
const app = next({ dev: false, dir, httpServer: createServer() });
await app.prepare();
const answer = app.getRequestHandler();
const place = { port: 0, host: "127.0.0.1" };
const port = await listen(createServer(answer), place);

answerParent({ listen: () => port, listenAsKept });

async function listenAsKept(): Promise<number> {
  const html = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  const chunks = join(dir, ".next", "static");
  const styled = await new FirstStyles(join(chunks, "chunks")).write(html);
  const page = await precompress(Buffer.from(styled), { effort: "quick" });
  const answerFile = createStaticFiles({ chunks, publicFolder: join(dir, "..", "..", "..", "public") });
  const server = createServer((request, response) => {
    if (request.url === "/")
      sendPrecompressed(request, response, page, { headers: { "content-type": "text/html; charset=utf-8" } });
    else if (!answerFile(request, response)) void answer(request, response);
  });
  return listen(server, place);
}
