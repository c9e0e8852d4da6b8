import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withWords = createNextIntlPlugin("./app/words.ts");

const config: NextConfig = {
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  turbopack: {
    root: import.meta.dirname,
    // Sentences are parsed once, at the build: what draws them needs no parser, and no browser brings the nine kilobytes of one.
    rules: {
      "*.json": {
        condition: { path: /lib\/words\/(en|zh-CN)\// },
        loaders: ["./lib/words/parse-words.cjs"],
        as: "*.json",
      },
    },
    resolveAlias: {
      "use-intl/format-message": "./node_modules/use-intl/dist/esm/production/format-message/format-only.js",
    },
  },
  devIndicators: false,
  // Title and description stand in the head for everybody, not only for the search engines that Next knows by name.
  htmlLimitedBots: /.*/,
  // npm run check holds the types of the whole project; a start need not.
  typescript: { ignoreBuildErrors: true },
};

export default withWords(config);
