import { createHash } from "node:crypto";

const script = /<script(?<attributes>[^>]*)>(?<code>.*?)<\/script>/gs;

/**
 * Takes the nonce of its rendering out of a page that is kept, and names the inline scripts that carried it by the hashes of
 * their code, as `script-src` lists them. Exactly these run: what somebody wrote into a page from outside carried no nonce.
 */
export function hashInlineScripts(html: string, nonce: string): { html: string; hashes: string } {
  const mark = ` nonce="${nonce}"`;
  const hashes = new Set<string>();
  for (const { groups } of html.matchAll(script)) {
    const { attributes = "", code = "" } = groups ?? {};
    if (!attributes.includes(mark) || attributes.includes(" src=")) continue;
    hashes.add(`'sha256-${createHash("sha256").update(code.replaceAll(nonce, "")).digest("base64")}'`);
  }
  // It stands in the data of the page as well, where it would make equal pages differ.
  return { html: html.replaceAll(mark, "").replaceAll(nonce, ""), hashes: [...hashes].join(" ") };
}
