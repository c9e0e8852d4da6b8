/** Whether viewers' browsers play what a recorder with this MIME type produces: H.264 or AV1 with AAC or Opus. */
export function isPlayable(mimeType: string): boolean {
  const match = /^(?:video|audio)\/mp4\s*;\s*codecs\s*=\s*"?([^"]+)"?\s*$/i.exec(mimeType);
  const codecs = match?.[1]?.split(",").map((codec) => codec.trim()) ?? [];
  return codecs.length > 0 && codecs.every((codec) => /^(?:avc[13]\.|av01\.|mp4a\.40\.|opus$)/i.test(codec));
}
