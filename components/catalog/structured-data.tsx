/** `<` is escaped, so that no title can close the script. */
export function StructuredData({ value }: { value: Record<string, unknown> }) {
  const text = JSON.stringify(value).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON-LD is a script's text; `<` is escaped above
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
