const offered = ["en", "zh-CN", "zh-TW", "ja", "ko", "es", "fr", "de", "pt", "it", "ru", "vi", "th", "id"] as const;

/** What one may caption in, each by its own name, one's own language first. */
export function captionLanguages(locale: string): { tag: string; name: string }[] {
  const tags = [...new Set([locale, ...offered])];
  return tags.map((tag) => ({ tag, name: new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag }));
}
