import "./globals.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BuyerScope } from "#components/catalog/buyer-scope.tsx";
import { SharedWords } from "#components/shell/client-words.tsx";
import { EarlyTaps } from "#components/shell/early-taps.tsx";
import { KeepOfflinePage } from "#components/shell/keep-offline-page.tsx";
import { KeepZone } from "#components/shell/keep-zone.tsx";
import { PressEarlyTap } from "#components/shell/press-early-tap.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { container } from "#lib/container.ts";
import { listOpenCities } from "#lib/delivery-windows/queries.ts";
import { lookAddresses } from "#lib/shop/look/look.ts";
import { preferredCurrency } from "./preferred-currency.ts";

const GeistSans = localFont({ src: "./fonts/geist-sans.woff2", variable: "--font-geist-sans", weight: "400 600" });
/** Loaded when something is set in it, not before the first paint. */
const GeistMono = localFont({
  src: "./fonts/geist-mono.woff2",
  variable: "--font-geist-mono",
  weight: "400 600",
  preload: false,
  adjustFontFallback: false,
});

export default async function RootLayout({ children }: { children: ReactNode }) {
  // First of all: it needs a request, and a build, which has none, goes no further.
  const locale = await getLocale();
  const shop = await container().shop.read();
  const look = lookAddresses(shop);
  return (
    <html
      lang={locale}
      data-theme={await chosenTheme()}
      data-media={container().env.MEDIA_URL || undefined}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <EarlyTaps nonce={await scriptNonce()} />
        {look && <link rel="stylesheet" href={look.sheet} precedence="shop" />}
        <SharedWords>
          <BuyerScope
            currency={await preferredCurrency()}
            asksCity={(await listOpenCities(container())).length > 0}
            asksCountry={(await container().shipping.zones()).length > 0}
            hasTerms={shop.pages.includes("terms")}
            coolingOff={shop.coolingOff}
            languages={shop.languages}
            firstCurrency={shop.currency}
          >
            {children}
            <KeepZone />
            <PressEarlyTap />
            {keepsOfflinePage() && <KeepOfflinePage />}
          </BuyerScope>
          <Toaster />
        </SharedWords>
      </body>
    </html>
  );
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  const locale = await getLocale();
  const look = lookAddresses(await container().shop.read());
  return {
    metadataBase: new URL(container().env.PUBLIC_URL),
    openGraph: {
      type: "website",
      siteName: t("siteName"),
      locale: locale.replace("-", "_"),
      images: [look?.icon(512) ?? "/icon-512.png"],
    },
    twitter: { card: "summary_large_image" },
    title: { default: t("siteName"), template: `%s · ${t("siteName")}` },
    description: t("siteLine"),
    applicationName: t("siteName"),
    manifest: "/manifest.webmanifest",
    icons: look
      ? { icon: [{ url: look.icon(64), type: "image/png", sizes: "64x64" }], apple: look.icon(180) }
      : { icon: [{ url: "/icon.svg", type: "image/svg+xml" }], apple: "/icon-180.png" },
    formatDetection: { telephone: false },
  };
}

/** With which this rendering's own scripts run. */
async function scriptNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1];
}

/** While developing, a page that cannot be reached is a server that was stopped. */
function keepsOfflinePage(): boolean {
  return process.env.NODE_ENV === "production" && container().env.OFFLINE_PAGE;
}

/** `--paper` once more, for the browser's own frame, which reads no style sheet. */
const grounds = { light: "#f7f3ec", dark: "#12100e" };

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  return {
    viewportFit: "cover",
    themeColor: theme
      ? grounds[theme]
      : [
          { media: "(prefers-color-scheme: light)", color: grounds.light },
          { media: "(prefers-color-scheme: dark)", color: grounds.dark },
        ],
  };
}

/** The reader's own choice; without one the page follows the device. */
async function chosenTheme(): Promise<"light" | "dark" | undefined> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : undefined;
}
