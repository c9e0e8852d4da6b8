import { amountOf, wordsFor } from "#lib/catalog/parse-prices.ts";
import { isHtml, plainText } from "#lib/catalog/plain-text.ts";
import type { ImportTerms } from "#lib/catalog/schema.ts";
import { type FaultCode, fault } from "#lib/files/fault.ts";
import type { Row } from "#lib/files/name-columns.ts";
import { foldName } from "#lib/files/read-table.ts";
import type { FileFault } from "#lib/files/schema.ts";
import { type GalleryPicture, maxPictures } from "#lib/gallery/schema.ts";

type Place = { row: number; field?: string; column: string };

/** What another shop's export says, turned into ours; what is at fault and what is left behind is told. */
export class ShopExport {
  readonly errors: FileFault[] = [];
  readonly notes: FileFault[] = [];
  readonly #shop: string;
  readonly #terms: ImportTerms;
  #htmlRows = 0;

  constructor(shop: string, terms: ImportTerms) {
    this.#shop = shop;
    this.#terms = terms;
    if (!terms.currency) this.errors.push(fault("needs_currency", { shop }, { field: "currency" }));
    if (!terms.windowStart || !terms.windowEnd)
      this.errors.push(fault("needs_window", { shop }, { field: "windowStart" }));
  }

  refuse(code: FaultCode, values: Record<string, string | number>, place: Place) {
    this.errors.push(fault(code, values, place));
  }

  note(code: FaultCode, values: Record<string, string | number>, place: Place) {
    this.notes.push(fault(code, values, place));
  }

  /** Columns that stand in the file, hold something, and have no place here. */
  noteLeftOut(rows: Row[], isCarried: (column: string) => boolean, head: string[]) {
    for (const column of Object.keys(rows[0]?.cells ?? {})) {
      if (isCarried(column)) continue;
      const holders = rows.filter(({ cells }) => cells[column]);
      const typed = head.find((name) => foldName(name) === column) ?? column;
      if (holders[0]) this.note("left_out", { count: holders.length }, { row: holders[0].row, column: typed });
    }
    if (this.#htmlRows > 0) this.notes.push(fault("html_plain", { count: this.#htmlRows }));
  }

  /** What is the same for every edition of a file that does not speak of pre-orders. */
  edition(texts: { sku: string; name: string; image: string | null }, priceMinor: number | undefined, stock: number) {
    const { currency = "", taxBp = 0, windowStart, windowEnd } = this.#terms;
    const waves = [{ capacity: Math.max(1, stock), start: windowStart, end: windowEnd }];
    return { ...texts, currency, priceMinor, depositMinor: 0, taxBp, stock, waves };
  }

  price(text: string, place: Place): number | undefined {
    const currency = this.#terms.currency ?? "";
    // Its exports write amounts without grouping, but with the decimal comma of their country.
    const minor = currency ? amountOf(/^\d+,\d{1,2}$/.test(text) ? text.replace(",", ".") : text, currency) : 0;
    if (typeof minor === "number") return minor;
    this.refuse(text === "" ? "missing" : minor, text === "" ? {} : wordsFor(text, currency), {
      ...place,
      field: "priceMinor",
    });
    return undefined;
  }

  stock(text: string, place: Place): number {
    if (/^\d{1,8}(?:\.0+)?$/.test(text)) return Math.trunc(Number(text));
    if (text === "") this.note("stock_none", {}, place);
    else if (/^-\d+(?:\.\d+)?$/.test(text)) this.note("stock_below", { text }, place);
    else this.refuse("not_whole", { text: text.slice(0, 80).toWellFormed() }, { ...place, field: "stock" });
    return 0;
  }

  picture(text: string, place: Place): string | null {
    if (text === "" || /^https:\/\//.test(text)) return text || null;
    this.note("not_https", { text: text.slice(0, 200).toWellFormed() }, place);
    return null;
  }

  /** Every picture once, as many as a gallery holds. */
  gallery(named: { text: string; alt: string }[], place: Place): GalleryPicture[] {
    const pictures = new Map<string, GalleryPicture>();
    for (const { text, alt } of named) {
      const src = this.picture(text, place);
      if (src && !pictures.has(src)) pictures.set(src, { src, alt: alt.slice(0, 250).toWellFormed() });
    }
    if (pictures.size > maxPictures) {
      this.note("further_pictures", { count: pictures.size - maxPictures, limit: maxPictures }, place);
    }
    return [...pictures.values()].slice(0, maxPictures);
  }

  prose(text: string): string {
    if (!isHtml(text)) return text;
    this.#htmlRows += 1;
    return plainText(text);
  }

  slug(text: string, place: Place): string {
    const written = latin(text)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 80);
    const slug = written.replace(/-$/, "") || `product-${place.row}`;
    if (slug !== text && text !== "")
      this.note("rewritten", { text: text.slice(0, 80).toWellFormed(), written: slug }, place);
    return slug;
  }

  /** A stock number as ours are written; one of its product's address and options when there is none. */
  sku(text: string, otherwise: string, place: Place): string {
    const fold = (value: string) =>
      latin(value)
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
    const sku = (fold(text) || fold(otherwise) || `ROW-${place.row}`).slice(0, 40).replace(/-$/, "");
    if (sku !== text) this.note("rewritten", { text: text.slice(0, 80).toWellFormed(), written: sku }, place);
    return sku;
  }

  notPublished(text: string, place: Place) {
    this.note("not_published", { text, shop: this.#shop }, place);
  }
}

function latin(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll("ø", "o").replaceAll("æ", "ae");
}
