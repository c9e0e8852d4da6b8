import pino from "pino";

/** What happened, in a name that can be searched and alarmed on, with the ids it concerns. Listed in docs/operations.md. */
export type LogFields = { event: string } & Record<string, unknown>;

type Level = "debug" | "info" | "warn" | "error" | "fatal";
type Log = Record<Level, (fields: LogFields, sentence: string) => void>;

/** Structured log on standard output; people's e-mails, cookies and keys never go in. */
export const log: Log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: undefined,
  redact: ["*.cookie", "*.password", "*.authorization"],
});
