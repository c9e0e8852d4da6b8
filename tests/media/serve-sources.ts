import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

const imports = {
  "#lib/": "/lib/",
  "#components/": "/components/",
  zod: "/node_modules/zod/index.js",
  "hls.js/light": "/node_modules/hls.js/dist/hls.light.mjs",
  "@mediabunny/aac-encoder": "/node_modules/@mediabunny/aac-encoder/dist/bundles/mediabunny-aac-encoder.min.mjs",
  mediabunny: "/node_modules/mediabunny/dist/bundles/mediabunny.min.mjs",
};

/** A page that may import the product's own browser modules from where they lie. */
export function sendPage(response: ServerResponse, body: string): void {
  response.writeHead(200, { "content-type": "text/html" });
  response.end(`<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>${body}`);
}

/** Serves TypeScript with its types taken off, as Node itself runs it, and packages as they are. */
export async function sendSource(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = normalize(request.url ?? "/");
  if (!/^\/(lib|components|node_modules)\//.test(path)) {
    response.writeHead(404).end();
    return;
  }
  const source = await readFile(join(root, path), "utf8").catch(() => undefined);
  response.writeHead(source === undefined ? 404 : 200, { "content-type": "text/javascript" });
  if (source === undefined) response.end();
  else if (path.endsWith(".ts")) response.end(nameImports(stripTypeScriptTypes(source)));
  else response.end(path.includes("/@mediabunny/") ? nameImports(source) : source);
}

/** A worker knows no import map. */
function nameImports(source: string): string {
  return Object.entries(imports).reduce((named, [name, path]) => {
    return named
      .replaceAll(`from "${name}`, `from "${path}`)
      .replaceAll(`from"${name}"`, `from"${path}"`)
      .replaceAll(`import("${name}")`, `import("${path}")`);
  }, source);
}
