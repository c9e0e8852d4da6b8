import type { Mail } from "#lib/notices/mail.ts";

/** The same mail for readers without HTML. */
export function mailText({ heading, paragraphs, rows, action, notes }: Mail, footer: string): string {
  const parts = [
    heading,
    ...paragraphs,
    rows.map(({ name, value }) => `${name}: ${value}`).join("\n"),
    action ? `${action.label}:\n${action.href}` : "",
    ...notes,
    `-- \n${footer}`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
