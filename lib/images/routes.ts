import { z } from "@hono/zod-openapi";
import { requireHost } from "#lib/accounts/gate.ts";
import { actorOf, createRoutes, documentCreation } from "#lib/api/api.ts";
import { keepImage } from "#lib/images/keep-image.ts";
import { keptImage } from "#lib/images/schema.ts";
import { Refusal } from "#lib/refusal.ts";

const binary = { schema: z.string().openapi({ format: "binary" }) };

export const imageRoutes = createRoutes();

// The body is the file itself, so it stands outside the JSON validator; the document lists it all the same.
imageRoutes.openAPIRegistry.registerPath({
  method: "post",
  path: "/images",
  request: {
    body: {
      required: true,
      content: { "image/jpeg": binary, "image/png": binary, "image/webp": binary, "image/gif": binary },
    },
  },
  ...documentCreation({
    tag: "Catalogue",
    summary: "Keep a picture of at most 10 MB, drawn anew without what the camera wrote into it",
    access: "host",
    answer: keptImage,
  }),
});
imageRoutes.post("/images", async (c) => {
  const host = requireHost(await actorOf(c));
  if (!/^image\/(jpeg|png|webp|gif)$/i.test(c.req.header("content-type") ?? "")) {
    throw new Refusal("unsupported_media_type");
  }
  return c.json(await keepImage(host, new Uint8Array(await c.req.arrayBuffer())), 201);
});
