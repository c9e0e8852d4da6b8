/** Whether every viewer plays the pictures that a recorder with this MIME type makes: H.264, with AAC or Opus. AV1 is black on most phones. */
export function isPlayable(mimeType: string): boolean {
  const match = /^(?:video|audio)\/mp4\s*;\s*codecs\s*=\s*"?([^"]+)"?\s*$/i.exec(mimeType);
  const codecs = match?.[1]?.split(",").map((codec) => codec.trim()) ?? [];
  return codecs.length > 0 && codecs.every((codec) => /^(?:avc[13]\.|mp4a\.40\.|opus$)/i.test(codec));
}
