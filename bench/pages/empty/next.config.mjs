import { join } from "node:path";

/** As the product's own. */
export default {
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  turbopack: { root: join(import.meta.dirname, "..", "..", "..") },
};
