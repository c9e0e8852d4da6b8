/** Where this page's players find a playlist of a show: at the origin for video that the page names, or at the page's own. */
export function mediaAddress(showId: string, list: string): string {
  return `${document.documentElement.dataset.media ?? ""}/media/${encodeURIComponent(showId)}/${list}.m3u8`;
}
