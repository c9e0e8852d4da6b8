import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A piece of a style sheet: a rule, or what groups rules, or a statement with no block. */
type Piece = { prelude: string; body: string; inside: Piece[] | null; selectors: string[][] | null };

const prefix = "/_next/static/chunks/";
const link = /<link rel="stylesheet" href="([^"]+)"[^>]*>/g;
const headEnd = "</head>";
const bodyEnd = "</body>";
/** What holds rules of its own. */
const groups = /^@(?:media|supports|layer|container)\b/;

/**
 * Puts the rules that a page is first drawn with into the page itself, and its style sheets to its end: the first paint waits for no
 * second answer. What comes later, a sheet or the player, finds all rules: they are loaded long before the scripts that draw it.
 */
export class FirstStyles {
  readonly #folder: string;
  readonly #sheets = new Map<string, Promise<Piece[] | null>>();

  /** `folder` has Next's chunks. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(html: string): Promise<string> {
    const head = html.slice(0, Math.max(0, html.indexOf(headEnd)));
    const links = [...head.matchAll(link)];
    const classes = classesOf(html);
    let drawn = html;
    for (const [tag, href = ""] of links) {
      const pieces = await this.#read(href);
      // A sheet of the shop's own look stays where it is, too.
      if (pieces) drawn = drawn.replace(tag, () => `<style>${textOf(pieces, classes)}</style>`);
    }
    if (drawn === html) return html;
    const end = drawn.lastIndexOf(bodyEnd);
    return `${drawn.slice(0, end)}${links.map(([tag]) => tag).join("")}${drawn.slice(end)}`;
  }

  #read(href: string): Promise<Piece[] | null> {
    const known = this.#sheets.get(href);
    if (known) return known;
    const read = readSheet(this.#folder, href).catch(() => null);
    this.#sheets.set(href, read);
    // What could not be read is asked for again.
    void read.then((pieces) => pieces ?? this.#sheets.delete(href));
    return read;
  }
}

async function readSheet(folder: string, href: string): Promise<Piece[] | null> {
  const name = href.startsWith(prefix) ? href.slice(prefix.length) : "";
  if (!/^[\w~.-]+\.css$/.test(name)) return null;
  const text = await readFile(join(folder, name), "utf8");
  const css = text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/url\(\.\.\//g, "url(/_next/static/");
  // It would end the element it stands in.
  return css.includes("</") ? null : piecesOf(css);
}

function piecesOf(css: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < css.length) {
    const opens = nextOf(css, at, "{;");
    if (opens < 0) break;
    const prelude = css.slice(at, opens).trim();
    if (css[opens] === ";") {
      pieces.push({ prelude: `${prelude};`, body: "", inside: null, selectors: null });
      at = opens + 1;
      continue;
    }
    const closes = closingOf(css, opens);
    const body = css.slice(opens + 1, closes);
    const isGroup = groups.test(prelude);
    const selectors = isGroup || prelude.startsWith("@") ? null : selectorsOf(prelude);
    pieces.push({ prelude, body, inside: isGroup ? piecesOf(body) : null, selectors });
    at = closes + 1;
  }
  return pieces;
}

/** Where one of the signs stands next, outside of what is quoted, escaped or in parentheses. */
function nextOf(css: string, from: number, signs: string): number {
  let depth = 0;
  for (let at = from; at < css.length; at += 1) {
    const sign = css.charAt(at);
    if (sign === "\\") at += 1;
    else if (sign === '"' || sign === "'") at = quoteEnd(css, at);
    else if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    else if (depth === 0 && signs.includes(sign)) return at;
  }
  return -1;
}

function closingOf(css: string, opens: number): number {
  let depth = 0;
  for (let at = opens; at < css.length; at += 1) {
    const sign = css.charAt(at);
    if (sign === "\\") at += 1;
    else if (sign === '"' || sign === "'") at = quoteEnd(css, at);
    else if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    if (sign === "}" && depth === 0) return at;
  }
  return css.length;
}

function quoteEnd(css: string, from: number): number {
  for (let at = from + 1; at < css.length; at += 1) {
    if (css[at] === "\\") at += 1;
    else if (css[at] === css[from]) return at;
  }
  return css.length;
}

/** Of each selector of a rule the classes without which it selects nothing; what stands in parentheses may be other ones. */
function selectorsOf(prelude: string): string[][] {
  const found: string[][] = [];
  for (let at = 0; at < prelude.length; ) {
    const comma = nextOf(prelude, at, ",");
    const end = comma < 0 ? prelude.length : comma;
    const plain = withoutParentheses(prelude.slice(at, end));
    found.push(
      [...plain.matchAll(/\.((?:\\[0-9a-f]{1,6} ?|\\.|[\w-]|[^\0-\x7f])+)/gi)].map(([, name = ""]) => plainName(name)),
    );
    at = end + 1;
  }
  return found;
}

function withoutParentheses(selector: string): string {
  let [plain, depth] = ["", 0];
  for (const [sign] of selector.matchAll(/\\.|./gs)) {
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    else if (depth === 0) plain += sign;
  }
  return plain;
}

function plainName(name: string): string {
  return name.replaceAll(/\\(?:([0-9a-f]{1,6}) ?|(.))/gi, (_, code?: string, sign?: string) =>
    code ? String.fromCodePoint(Number.parseInt(code, 16)) : (sign ?? ""),
  );
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

function classesOf(html: string): Set<string> {
  const classes = new Set<string>();
  for (const [, names = ""] of html.matchAll(/ class="([^"]*)"/g)) {
    for (const name of names
      .replaceAll(/&(amp|lt|gt|quot|#x27);/g, (_, entity: string) => entities[entity] ?? "")
      .split(/\s+/))
      classes.add(name);
  }
  return classes;
}

function textOf(pieces: Piece[], classes: ReadonlySet<string>): string {
  return pieces
    .map(({ prelude, body, inside, selectors }) => {
      if (inside) {
        const text = textOf(inside, classes);
        // The order of layers is said by the first that names them.
        return text || prelude.startsWith("@layer") ? `${prelude}{${text}}` : "";
      }
      if (prelude.endsWith(";")) return prelude;
      const isDrawn = selectors?.some((needed) => needed.every((name) => classes.has(name))) ?? true;
      return isDrawn ? `${prelude}{${body}}` : "";
    })
    .join("");
}
