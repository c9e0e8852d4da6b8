import { Refusal } from "#lib/refusal.ts";

/** Refuses with unsupported_media_type what does not say that it is one of the pictures that browsers upload. */
export function expectPicture(type = ""): void {
  if (!/^image\/(jpeg|png|webp|gif)$/i.test(type)) throw new Refusal("unsupported_media_type");
}
