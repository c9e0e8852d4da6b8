import type { Mail } from "#lib/notices/mail.ts";
import type { Say } from "#lib/notices/say.ts";

/** The same mail for readers without HTML. */
export function mailText({ heading, paragraphs, rows, action, notes }: Mail, { locale }: Say, footer: string): string {
  const colon = locale === "zh-CN" ? "：" : ": ";
  const parts = [
    heading,
    ...paragraphs,
    rows.map(({ name, value }) => `${name}${colon}${value}`).join("\n"),
    action ? `${action.label}${colon.trim()}\n${action.href}` : "",
    ...notes,
    `-- \n${footer}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
