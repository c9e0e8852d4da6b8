import type { MetadataRoute } from "next";
import { container } from "#lib/container.ts";
import { lookAddresses } from "#lib/shop/look/look.ts";

export const dynamic = "force-dynamic";

/** How the shop is called on a phone's first screen. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const shop = await container().shop.read();
  const { name } = shop;
  const look = lookAddresses(shop);
  const icon = (size: 192 | 512) => look?.icon(size) ?? `/icon-${size}.png`;
  return {
    ...{ name, short_name: name, id: "/", start_url: "/", scope: "/", display: "standalone" },
    ...{ background_color: "#f7f3ec", theme_color: "#f7f3ec" },
    icons: [
      ...(look ? [] : [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }]),
      { src: icon(192), sizes: "192x192", type: "image/png", purpose: "maskable" },
      { src: icon(512), sizes: "512x512", type: "image/png", purpose: "maskable" },
      { src: icon(512), sizes: "512x512", type: "image/png", purpose: "any" },
    ],
  };
}
