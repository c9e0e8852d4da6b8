import { keepPreference } from "./preference-cookie.ts";

export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export function currentThemeChoice(): ThemeChoice {
  return themeChoices.find((choice) => choice === document.documentElement.dataset.theme) ?? "system";
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  keepPreference("theme", choice === "system" ? null : choice);
}

/** From whatever is shown now to the other one. */
export function flipTheme(): void {
  const choice = currentThemeChoice();
  const isDark = choice === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : choice === "dark";
  chooseTheme(isDark ? "light" : "dark");
}
