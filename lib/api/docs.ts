import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";

const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
const assets: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};
/** Swagger UI writes style attributes and pictures of its own; scripts come from our disk alone. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The rendered reference at /api/docs, from our own disk: no script comes from elsewhere. */
export const docs = new Hono()
  .get("/", (c) => c.html(page, 200, { "content-security-policy": policy, "x-frame-options": "DENY" }))
  .get("/open.js", (c) => c.body(opening, 200, { "content-type": "text/javascript; charset=utf-8" }))
  .get("/:asset", async (c, next) => {
    const type = assets[c.req.param("asset")];
    if (!type) return next();
    const bytes = await readFile(join(folder, c.req.param("asset")));
    return c.body(new Uint8Array(bytes), 200, { "content-type": type });
  });

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Launchroom API</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><main id="reference"></main><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/open.js"></script></body></html>`;
const opening = `SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#reference", deepLinking: true, defaultModelsExpandDepth: 0 });`;
