import "./product.css";
import localFont from "next/font/local";

/** The product's own style sheet and fonts: what a page costs that shows nothing. */
const GeistSans = localFont({
  src: "../../../../app/fonts/geist-sans.woff2",
  variable: "--font-geist-sans",
  weight: "400 600",
});
const GeistMono = localFont({
  src: "../../../../app/fonts/geist-mono.woff2",
  variable: "--font-geist-mono",
  weight: "400 600",
  preload: false,
  adjustFontFallback: false,
});

export default function Layout({ children }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>{children}</body>
    </html>
  );
}
