import { encode } from "uqr";

/** A text as a QR code: how many squares wide, and a path that draws the dark ones. */
export function qrCode(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return { size, path };
}
