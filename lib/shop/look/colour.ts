/** Colours of sRGB as #rrggbb, and how well two are told apart (WCAG 2.2, 1.4.3). */
type Rgb = [red: number, green: number, blue: number];

/** From 1, the same, to 21, black on white. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `colour` with a share of another in it, from 0 to 1. */
export function mix(colour: string, into: string, share: number): string {
  const [from, to] = [rgbOf(colour), rgbOf(into)];
  return hexOf([at(0), at(1), at(2)]);
  function at(index: 0 | 1 | 2): number {
    return from[index] + (to[index] - from[index]) * share;
  }
}

/** Relative luminance, 0 for black and 1 for white. */
export function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

export function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}
