import { anyBytes } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { expectPicture } from "#lib/images/expect-picture.ts";
import { keepImage } from "#lib/images/keep-image.ts";
import { keptImage } from "#lib/images/schema.ts";

const { routes, route } = openRoutes("Catalogue");
export const imageRoutes = routes;

route.deskhand.post(
  "/images",
  {
    summary: "Keep a picture of at most 10 MB, drawn anew without what the camera wrote into it",
    rawBody: { "image/jpeg": anyBytes, "image/png": anyBytes, "image/webp": anyBytes, "image/gif": anyBytes },
    answer: keptImage,
    makes: true,
  },
  async ({ app, who, c }) => {
    expectPicture(c.req.header("content-type"));
    return keepImage(app, who, new Uint8Array(await c.req.arrayBuffer()));
  },
);
