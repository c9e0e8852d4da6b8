/** What a page needs to follow a room, and not to draw it: it comes after the first paint, with the line itself. */
export { followRoom } from "#components/live/follow-room.ts";
export { pollRoom } from "#components/live/poll-room.ts";
export { applySnapshot } from "#lib/live/apply.ts";
