/**
 * Checksums of migrations whose file was written anew because it did not run everywhere. Where the first file ran, it did the same, so
 * such a database is up to date.
 */
const formerChecksums = new Map([
  ["20261125100200_lean_orders", "4f59ad3a8e4f1d7e4a9a653955e433298b5c9adede9f179cb6cf30bf7c62d25e"],
]);

export function isRewritten(name: string, checksum: string): boolean {
  return formerChecksums.get(name) === checksum;
}
