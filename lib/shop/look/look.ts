import { createHash } from "node:crypto";
import { accentTokens, grounds } from "#lib/shop/look/accent.ts";
import type { Logo, ShopView } from "#lib/shop/schema.ts";

/** How a shop differs from the product's own look. */
export type Look = { logo: Logo | null; accent: string | null };

/** Names a look by what it is made of, so that what is served under the name never changes; null for the product's own. */
export function lookVersion({ logo, accent }: Look): string | null {
  if (!logo && !accent) return null;
  return createHash("sha256")
    .update(JSON.stringify([logo, accent]))
    .digest("hex")
    .slice(0, 12);
}

/** Where the parts of a look are; null for the product's own. */
export function lookAddresses({ look }: Pick<ShopView, "look">) {
  if (!look) return null;
  const icon = (size: (typeof iconSizes)[number]) => `/look/${look}/icon-${size}.png`;
  return { sheet: `/look/${look}/shop.css`, icon };
}

export const iconSizes = [64, 180, 192, 512] as const;

/** The style sheet that lays a shop's look over app/globals.css. */
export function lookSheet({ logo, accent }: Look, icon: string): string {
  return [accent ? accentSheet(accent) : "", logo ? logoSheet(logo, icon) : ""].join("");
}

// Twice as specific as the tokens' own rules, since the order of style sheets is not ours to say.
function accentSheet(accent: string): string {
  const tokens = Object.entries(accentTokens(accent)).map(([name, [light, dark]]) =>
    light === dark ? `--${name}:${light}` : `--${name}:light-dark(${light},${dark})`,
  );
  return `:root:root,[data-theme][data-theme]{${tokens.join(";")}}\n`;
}

/** A dark logo gets a light plate where the page is dark, and the other way round. */
const plates = {
  any: "",
  dark: `background-color:light-dark(transparent,${grounds.light.paper});padding:.25rem .5rem;`,
  light: `background-color:light-dark(${grounds.dark.paper},transparent);padding:.25rem .5rem;`,
} satisfies Record<Logo["tone"], string>;

/** The picture in place of the name, which stays for who listens, also where a phone hides the name; its square in place of the mark. */
function logoSheet({ src, width, height, tone }: Logo, icon: string): string {
  const said = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  const picture = `background-image:url("${src}");background-position:left center;background-size:contain;background-repeat:no-repeat`;
  return `[data-wordmark]{position:relative;display:block;box-sizing:border-box;flex:none;height:2rem;width:auto;margin:0;clip-path:none;max-width:min(14rem,40vw);aspect-ratio:${width}/${height};background-origin:content-box;border-radius:4px;print-color-adjust:exact;${plates[tone]}${picture}}
[data-wordmark]>*{${said}}
footer [data-wordmark]{height:2.75rem}
[data-mark]{background:url("${icon}") center/contain no-repeat;border-radius:4px}
[data-mark]>*{display:none}
[data-mark]:has(+[data-wordmark]){display:none}
`;
}
