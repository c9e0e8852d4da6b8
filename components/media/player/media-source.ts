type Kind = Pick<typeof MediaSource, "isTypeSupported">;

/** Media Source as this browser has it; an iPhone only has the managed one. */
export function mediaSourceKind(): typeof MediaSource | undefined {
  if (typeof MediaSource !== "undefined") return MediaSource;
  const managed: unknown = Reflect.get(globalThis, "ManagedMediaSource");
  return isMediaSource(managed) ? managed : undefined;
}

/** The type as this browser calls it, or undefined when it cannot play it: Safari knows Opus with a capital letter only. */
export function playableType(mimeType: string, kind: Kind): string | undefined {
  const spellings = [mimeType, mimeType.replace(/\bopus\b/gi, "opus"), mimeType.replace(/\bopus\b/gi, "Opus")];
  return spellings.find((spelling) => kind.isTypeSupported(spelling));
}

function isMediaSource(value: unknown): value is typeof MediaSource {
  return typeof value === "function" && "isTypeSupported" in value;
}
