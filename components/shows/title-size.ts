const longTitle = 32;

/** A short title shouts, a long one only speaks up. */
export function titleSize(title: string): string {
  return title.length > longTitle ? "text-2xl lg:text-3xl" : "text-3xl lg:text-4xl";
}
