import { renderMarkdown } from "#lib/texts/markdown.ts";

/** Markdown that somebody wrote, set as prose. */
export function MarkdownText({ text, language }: { text: string; language?: string }) {
  return (
    <div
      lang={language}
      className="prose-text"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer escapes every tag and drops every script address
      dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }}
    />
  );
}
