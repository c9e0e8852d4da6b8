import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  between,
  cropToFill,
  fitWhole,
  layouts,
  placementOf,
  possibleLayout,
  slots,
} from "#components/media/broadcast/layouts.ts";

const landscape = { width: 1280, height: 720 };
const portrait = { width: 720, height: 1280 };
const layout = fc.constantFrom(...layouts);
const size = fc.record({ width: fc.integer({ min: 2, max: 4000 }), height: fc.integer({ min: 2, max: 4000 }) });

describe("a layout", () => {
  it.each([landscape, portrait])("keeps every source inside the picture", (output) => {
    for (const each of layouts) {
      for (const slot of slots) {
        const { x, y, width, height } = placementOf(each, output)[slot];
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(1.000001);
        expect(y + height).toBeLessThanOrEqual(1.000001);
      }
    }
  });

  it("shows one source whole, or both so that none hides the other", () => {
    for (const output of [landscape, portrait]) {
      expect(placementOf("face", output).product.alpha).toBe(0);
      expect(placementOf("product", output).face.alpha).toBe(0);
      const { face, product } = placementOf("split", output);
      expect(face.width * face.height + product.width * product.height).toBeCloseTo(1);
    }
  });

  it("gives way to the source that is there", () => {
    expect(possibleLayout("corner", ["face"])).toBe("face");
    expect(possibleLayout("face", ["product"])).toBe("product");
    expect(possibleLayout("split", ["product", "face"])).toBe("split");
  });

  it("turns into another without a jump at either end", () => {
    fc.assert(
      fc.property(layout, layout, (from, to) => {
        const [a, b] = [placementOf(from, landscape), placementOf(to, landscape)];
        expect(between(a, b, 0)).toEqual(a);
        for (const slot of slots) expect(between(a, b, 1)[slot].alpha).toBe(b[slot].alpha);
        expect(between(a, b, 0.001).face.width).toBeCloseTo(a.face.width, 2);
      }),
    );
  });

  it("never stretches a source, whether it fills its place or stands in it whole", () => {
    fc.assert(
      fc.property(size, size, (picture, place) => {
        const crop = cropToFill(picture, place);
        expect(crop.width / crop.height / (place.width / place.height)).toBeCloseTo(1, 5);
        expect(crop.width).toBeLessThanOrEqual(picture.width + 1e-6);
        expect(crop.height).toBeLessThanOrEqual(picture.height + 1e-6);
        const fit = fitWhole(picture, place);
        expect(fit.width / fit.height / (picture.width / picture.height)).toBeCloseTo(1, 5);
        expect(fit.x).toBeGreaterThanOrEqual(-1e-6);
        expect(fit.y).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });
});
