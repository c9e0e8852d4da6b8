import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PageKind, pageKinds, type Region, type ShopView } from "#lib/shop/schema.ts";

/** A start for a page, never the page: what stands in [square brackets] is for the owner to say, and a lawyer to read. */
export function readTemplates(kind: PageKind, shop: ShopView): Record<Region, string> {
  const read = (region: Region) =>
    fill(readFileSync(join(process.cwd(), "lib", "shop", "templates", region, `${kind}.md`), "utf8").trim(), shop);
  return { eu: read("eu"), us: read("us"), cn: read("cn") };
}

function fill(text: string, shop: ShopView): string {
  const { legalName, address, contactEmail, contactPhone, taxNumber, registerNumber } = shop;
  const known: [RegExp, string][] = [
    [/\[(?:legal name|公司名称)\]/gi, legalName],
    [/\[(?:address|地址)\]/g, address.replaceAll("\n", ", ")],
    [/\[(?:e-mail|邮箱)\]/g, contactEmail],
    [/\[(?:telephone|电话)\]/g, contactPhone],
    [/\[tax number\]/g, taxNumber],
    [/\[(?:register number|统一社会信用代码)\]/g, registerNumber],
  ];
  return known.reduce((filled, [gap, value]) => (value ? filled.replace(gap, () => value) : filled), text);
}

export const isPageKind = (text: string): text is PageKind => pageKinds.some((kind) => kind === text);
