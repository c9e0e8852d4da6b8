import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withWords = createNextIntlPlugin("./app/words.ts");

const config: NextConfig = {
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  devIndicators: false,
};

export default withWords(config);
