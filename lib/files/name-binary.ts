type Kind = "excel" | "oldExcel" | "word" | "openDocument" | "numbers" | "zip" | "pdf" | "gzip" | "picture" | "archive";

const beginnings: [Kind, number[]][] = [
  ["oldExcel", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["gzip", [0x1f, 0x8b]],
  ["picture", [0x89, 0x50, 0x4e, 0x47]],
  ["picture", [0xff, 0xd8, 0xff]],
  ["picture", [0x47, 0x49, 0x46, 0x38]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
];

/** What a file is that is no text, by how it begins; undefined when it may be one. */
export function nameBinary(bytes: Uint8Array): Kind | undefined {
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04]) || begins(bytes, [0x50, 0x4b, 0x05, 0x06])) return nameZip(bytes);
  return beginnings.find(([, beginning]) => begins(bytes, beginning))?.[0];
}

/** The names of what is packed stand unpacked in the file. */
function nameZip(bytes: Uint8Array): Kind {
  const names = new TextDecoder("windows-1252").decode(bytes.subarray(0, 65_536));
  const end = new TextDecoder("windows-1252").decode(bytes.subarray(-65_536));
  const holds = (name: string) => names.includes(name) || end.includes(name);
  if (holds("xl/")) return "excel";
  if (holds("word/")) return "word";
  if (holds("opendocument")) return "openDocument";
  return holds("Index/Document.iwa") ? "numbers" : "zip";
}

function begins(bytes: Uint8Array, beginning: number[]): boolean {
  return beginning.every((byte, place) => bytes[place] === byte);
}
