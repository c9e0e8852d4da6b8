/** What an overlay may show. */
export const overlayParts = ["product", "drop", "question", "poll", "numbers"] as const;
export type OverlayPart = (typeof overlayParts)[number];

export const overlaySides = ["left", "right"] as const;
export const overlaySizes = ["small", "medium", "large"] as const;

export type OverlayLook = {
  parts: readonly OverlayPart[];
  /** Where product and drop stand. */
  side: (typeof overlaySides)[number];
  size: (typeof overlaySizes)[number];
};

export const wholeOverlay: OverlayLook = { parts: overlayParts, side: "right", size: "medium" };

/** The look that an address asks for; what it says wrong is as if it were not said. */
export function overlayLook(asked: Record<string, string | string[] | undefined>): OverlayLook {
  const named = typeof asked.show === "string" ? asked.show.split(",") : [...overlayParts];
  return {
    parts: overlayParts.filter((part) => named.includes(part)),
    side: overlaySides.find((side) => side === asked.side) ?? wholeOverlay.side,
    size: overlaySizes.find((size) => size === asked.size) ?? wholeOverlay.size,
  };
}

/** What stands behind the `?` of the address that asks for it; nothing where it is the usual one. */
export function overlayQuery({ parts, side, size }: OverlayLook): string {
  const asked = new URLSearchParams({
    ...(parts.length < overlayParts.length && { show: parts.join(",") }),
    ...(side !== wholeOverlay.side && { side }),
    ...(size !== wholeOverlay.size && { size }),
  });
  return asked.size > 0 ? `?${asked.toString().replaceAll("%2C", ",")}` : "";
}
