/** What viewers see: the face, the product, both with the face in a corner, or both beside one another. */
export const layouts = ["face", "product", "corner", "split"] as const;
export type Layout = (typeof layouts)[number];

export const slots = ["product", "face"] as const;
export type Slot = (typeof slots)[number];

/** Where a source stands in the picture, as shares of its width and height. `alpha` 0 is not there. */
export type Place = { x: number; y: number; width: number; height: number; alpha: number };
export type Placement = Record<Slot, Place>;
export type Size = { width: number; height: number };

const whole = { x: 0, y: 0, width: 1, height: 1, alpha: 1 };
const margin = 0.03;

/** Where the sources of a layout stand. In portrait both share the height, and the corner is wider. */
export function placementOf(layout: Layout, { width, height }: Size): Placement {
  const isPortrait = height > width;
  const corner = cornerOf({ width, height }, isPortrait ? 0.36 : 0.26);
  switch (layout) {
    case "face":
      return { face: whole, product: { ...whole, alpha: 0 } };
    case "product":
      return { face: { ...corner, alpha: 0 }, product: whole };
    case "corner":
      return { face: corner, product: whole };
    case "split":
      return isPortrait
        ? { product: { ...whole, height: 0.5 }, face: { ...whole, y: 0.5, height: 0.5 } }
        : { product: { ...whole, width: 0.5 }, face: { ...whole, x: 0.5, width: 0.5 } };
  }
}

/** Of the same shape as the picture, top right: below are the room's price card and chat. */
function cornerOf({ width, height }: Size, share: number): Place {
  const inset = margin * Math.min(width, height);
  return { x: 1 - share - inset / width, y: inset / height, width: share, height: share, alpha: 1 };
}

/** A layout that needs a source which is not there gives way to the one that is. */
export function possibleLayout(layout: Layout, present: readonly Slot[]): Layout {
  if (present.length === slots.length) return layout;
  return present.includes("product") ? "product" : "face";
}

/** `part` 0 is `from`, 1 is `to`; eased at both ends. */
export function between(from: Placement, to: Placement, part: number): Placement {
  const eased = part <= 0 ? 0 : part >= 1 ? 1 : part * part * (3 - 2 * part);
  return { face: mix(from.face, to.face, eased), product: mix(from.product, to.product, eased) };
}

function mix(from: Place, to: Place, part: number): Place {
  const of = (name: keyof Place) => from[name] + (to[name] - from[name]) * part;
  return { x: of("x"), y: of("y"), width: of("width"), height: of("height"), alpha: of("alpha") };
}

/** The middle of a picture that fills a place without being stretched, in its own pixels. */
export function cropToFill(picture: Size, place: Size): { x: number; y: number; width: number; height: number } {
  const scale = Math.min(picture.width / place.width, picture.height / place.height);
  const width = place.width * scale;
  const height = place.height * scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** The largest picture inside a place that is not stretched, in pixels of the place. */
export function fitWhole(picture: Size, place: Size): { x: number; y: number; width: number; height: number } {
  const scale = Math.min(place.width / picture.width, place.height / picture.height);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { x: (place.width - width) / 2, y: (place.height - height) / 2, width, height };
}
