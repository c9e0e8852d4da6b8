import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";

const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
const assets: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

/** The rendered reference at /api/docs, from our own disk: no script comes from elsewhere. */
export const docs = new Hono()
  .get("/", (c) => c.html(page))
  .get("/:asset", async (c, next) => {
    const type = assets[c.req.param("asset")];
    if (!type) return next();
    const bytes = await readFile(join(folder, c.req.param("asset")));
    return c.body(new Uint8Array(bytes), 200, { "content-type": type });
  });

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Launchroom API</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><main id="reference"></main><script src="/api/docs/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#reference", deepLinking: true, defaultModelsExpandDepth: 0 });</script></body></html>`;
