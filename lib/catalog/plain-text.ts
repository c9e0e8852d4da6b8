import { Parser } from "htmlparser2";

const blocks = new Set([
  "p",
  "div",
  "br",
  "li",
  "ul",
  "ol",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "tr",
  "table",
  "section",
]);
const silent = new Set(["script", "style", "head", "title", "template", "noscript", "iframe"]);

/** What a reader of an HTML description sees, without any of its marks: one line a paragraph, a dash before what is listed. */
export function plainText(html: string): string {
  let text = "";
  let silence = 0;
  const parser = new Parser({
    onopentag(name) {
      if (silent.has(name)) silence += 1;
      if (blocks.has(name)) text += "\n";
      if (name === "li") text += "- ";
      if (name === "td" || name === "th") text += " ";
    },
    ontext(part) {
      if (silence === 0) text += part.replace(/\s+/g, " ");
    },
    onclosetag(name) {
      if (silent.has(name)) silence -= 1;
      if (blocks.has(name)) text += "\n";
    },
  });
  parser.end(html);
  return text
    .split("\n")
    .map((line) => line.replace(/[\s\u00a0]+/g, " ").trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

export function isHtml(text: string): boolean {
  return /<\/?[a-z][^>]*>|&(?:#\d+|#x[\da-f]+|[a-z]+);/i.test(text);
}
