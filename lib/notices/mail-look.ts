/** The tokens of app/globals.css that mails use, by name: mail programs read no custom properties. A test keeps them equal. */
export const mailColours = {
  light: {
    paper: "#f7f3ec",
    raised: "#fffdf9",
    ink: "#171410",
    soft: "#5d564b",
    faint: "#6c6356",
    rule: "#dbd3c4",
    signal: "#cf3616",
  },
  dark: {
    paper: "#12100e",
    raised: "#1b1815",
    ink: "#f4efe5",
    soft: "#b8ae9e",
    faint: "#958b7c",
    rule: "#302b25",
    signal: "#d83f1d",
  },
} as const;

export const mailFont = "-apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif";
