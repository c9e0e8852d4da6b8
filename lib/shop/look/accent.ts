import { contrast, mix } from "#lib/shop/look/colour.ts";

/** Page, raised surface and sunk well of app/globals.css, on which an accent lies. A test keeps them equal. */
export const grounds = {
  light: { paper: "#f7f3ec", raised: "#fffdf9", sunk: "#ede7db" },
  dark: { paper: "#12100e", raised: "#1b1815", sunk: "#0a0908" },
} as const;
type Theme = keyof typeof grounds;

/** What is drawn, a dot or the edge of a button, against what it lies on; and words (WCAG 2.2, 1.4.11 and 1.4.3). */
const leastDrawn = 3;
const leastRead = 4.5;
const steps = 200;

export type AccentVerdict = {
  isReadable: boolean;
  /** The worst contrast, on which surfaces, and what it has to be. */
  ratio: number;
  on: Theme;
  least: number;
  /** The nearest that can be told apart from every surface; the colour itself when it can. */
  nearest: string;
};

/** Whether an accent is told apart from every surface, light and dark; in between, black or white can always be read on it. */
export function judgeAccent(accent: string): AccentVerdict {
  const [light, dark] = [worst(accent, "light"), worst(accent, "dark")];
  const on = light <= dark ? "light" : "dark";
  const ratio = Math.min(light, dark);
  const isReadable = ratio >= leastDrawn;
  const toward = on === "light" ? "#000000" : "#ffffff";
  const isDrawn = (colour: string) => Math.min(worst(colour, "light"), worst(colour, "dark")) >= leastDrawn;
  return { isReadable, ratio, on, least: leastDrawn, nearest: moved(accent, toward, isDrawn) };
}

/** The tokens of app/globals.css that follow from an accent: one value, or one for light and one for dark. */
export type AccentTokens = Record<
  "signal" | "signal-press" | "on-signal" | "signal-ink" | "signal-wash",
  [string, string]
>;

export function accentTokens(accent: string): AccentTokens {
  const onSignal = contrast(accent, "#ffffff") >= leastRead ? "#ffffff" : "#000000";
  const press = mix(accent, onSignal === "#ffffff" ? "#000000" : "#ffffff", 0.16);
  const washes = { light: mix(accent, grounds.light.raised, 0.86), dark: mix(accent, grounds.dark.paper, 0.8) };
  const ink = (theme: Theme, toward: string) =>
    moved(accent, toward, (colour) => Math.min(worst(colour, theme), contrast(colour, washes[theme])) >= leastRead);
  return {
    signal: [accent, accent],
    "signal-press": [press, press],
    "on-signal": [onSignal, onSignal],
    "signal-ink": [ink("light", "#000000"), ink("dark", "#ffffff")],
    "signal-wash": [washes.light, washes.dark],
  };
}

function worst(colour: string, theme: Theme): number {
  return Math.min(...Object.values(grounds[theme]).map((ground) => contrast(colour, ground)));
}

/** The colour as little darker or lighter as will do. */
function moved(colour: string, toward: string, isGood: (colour: string) => boolean): string {
  for (let step = 0; step < steps; step += 1) {
    const tried = mix(colour, toward, step / steps);
    if (isGood(tried)) return tried;
  }
  return toward;
}
