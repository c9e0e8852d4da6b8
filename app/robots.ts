import type { MetadataRoute } from "next";
import { container } from "#lib/container.ts";

export const dynamic = "force-dynamic";

/** Search engines read what anybody may read; the rest is of no use to them. */
export default function robots(): MetadataRoute.Robots {
  const { PUBLIC_URL } = container().env;
  return {
    rules: { userAgent: "*", allow: "/", disallow: ["/api/", "/studio", "/ops", "/preorders", "/sign-in", "/media/"] },
    sitemap: new URL("/sitemap.xml", PUBLIC_URL).href,
  };
}
