import { inFile, type Mutant } from "#tests/mutants/mutant.ts";

/** Mistakes in lib/live. */
export const live: Mutant[] = [
  ...inFile("live/apply.ts", "live/apply", [
    [
      "if (frame.seq <= room.seq) return room;",
      "if (frame.seq < room.seq) return room;",
      "a frame that comes twice adds its chat twice",
    ],
    ["frame.since > room.seq", "frame.since > room.seq + 1", "one lost frame is not noticed"],
    ["drop.version >= (merged.get(drop.id)?.version ?? 0)", "drop.version > 0", "an older drop overtakes a newer one"],
    ["line.seq >= before.seq", "line.seq <= before.seq", "older stock overtakes newer"],
    ["if (snapshot.seq < room.seq) {", "if (snapshot.seq < 0) {", "a late snapshot takes back what frames brought"],
    ["all.slice(-most)", "all.slice(0, most)", "a full chat shows nothing new"],
  ]),
  ...inFile("live/cues.ts", "live/cues", [
    ["({ atMs }) => atMs <= clockMs", "({ atMs }) => atMs < clockMs", "a pin comes a moment late"],
    [".slice(-recentCues)", ".slice(0, recentCues)", "the newest pin is lost once there are many"],
  ]),
  ...inFile("live/room.ts", "live/frames live/rooms", [
    ["line.seq < before.seq) return;", "line.seq < 0) return;", "older stock overtakes newer"],
    ["drop.version <= before.version", "drop.version < before.version", "a drop that did not change makes a frame"],
    ["before && before.seq > line.seq ? before : line", "line", "stock that moved while the room was read is lost"],
    [
      "this.#seq = Math.floor(clockZero + performance.now());",
      "this.#seq = 0;",
      "after a restart pages ignore every frame",
    ],
    ['.filter(({ status }) => status !== "PREPARED")', "", "the room sees what the host only prepared"],
    ["    this.#unsavedLikes = 0;\n", "", "likes are saved again and again"],
  ]),
  ...inFile("live/room-talk.ts", "live/frames live/rooms", [
    ["    this.#new = [];\n    return chat;", "    return chat;", "each frame repeats all chat since the start"],
    ["speaksForHouse(role)", 'role === "host"', "the moderator's words are lost in a crowd's"],
    [
      "Math.floor(((index - 1) * room) / rest.length)",
      "Math.floor((index * room) / rest.length)",
      "a crowd's chat is not shown at all",
    ],
  ]),
  ...inFile("live/rooms.ts", "live/rooms", [
    [
      "    await this.refresh(showId);\n    this.#standing",
      "    this.#standing",
      "what happened while a room was read is lost",
    ],
    [
      "status: status === before.status ? fresh.status : status,",
      "status: fresh.status,",
      "a show that ended while its room was read goes on",
    ],
    ["room.state.viewers > 0 || room.hasUnsavedLikes()", "room.state.viewers > 0", "likes are lost with their room"],
    [".finally(() => this.#loading.delete(showId))", "", "a show that could not be read once can never be"],
    ["catalog: room.state.catalog + 1", "catalog: room.state.catalog", "pages do not hear of new prices"],
  ]),
  ...inFile("live/boards.ts", "live/counts", [
    ["      this.#dirty.add(showId);\n    } finally", "    } finally", "a board that could not be read once stays old"],
    ["if (this.#isWatched(showId)) void", "void", "boards that nobody looks at are read"],
  ]),
  ...inFile("live/handshakes.ts", "live/counts", [
    ["this.#byKey.clear();", "", "an address is shut out for ever after a thousand sockets"],
    [
      "this.#count(session) <= perSecond.session",
      "this.#count(session) < 0",
      "a flood of strangers shuts those out who are signed in",
    ],
    ["this.#count(network) > perSecond.address", "this.#count(network) < 0", "one address takes every handshake"],
  ]),
  ...inFile("live/presence.ts", "live/counts", [
    ["if (tabs > 1) {", "if (tabs > 2) {", "a viewer is gone with the second tab"],
    ["if (viewers.get(viewerId) === 1) this.#changed", "this.#changed", "each tab makes a frame"],
  ]),
  ...inFile("live/paces.ts", "live/paces", [
    ["{ ...frame, orders: [], chat: [] }", "frame", "a hidden tab is sent the feed that it gets again when it is seen"],
    ["    const waited = this.#crowd.flush();\n", "    const waited = null;\n", "a crowd that shrinks loses lines"],
  ]),
  ...inFile("live/snapshots.ts", "live/snapshots", [
    ["seq > snapshot.seq", "seq >= snapshot.seq", "whoever joins is told a frame twice"],
    [
      "    known.packet = undefined;\n  }\n\n  async #make",
      "  }\n\n  async #make",
      "whoever joins is told of an older moment",
    ],
  ]),
  ...inFile("live/connection.ts", "live/room live/speakers live/visibility", [
    [
      "for (const key of this.#counted) speakers.giveBack(key);",
      "",
      "sockets that closed are counted for ever",
      "live/speakers live/room",
    ],
    ["if (!this.#move(showId, visible)) this.#begin", "this.#begin", "who joins twice is two viewers"],
    [
      "speakers.spend(name, { account",
      "if (!name) speakers.spend(name, { account",
      "nobody is slowed down over many sockets",
      "live/speakers",
    ],
    [
      "if (actor === undefined) return socket.conn.close();",
      "",
      "a buyer whose account could not be read is a guest",
      "live/silence",
    ],
    ["if (packet) this.#send(packet);", "", "a tab that is seen again has a hole in its feed", "live/visibility"],
    ['if (!visible) return "hidden";', "", "hidden tabs cost as much as those that are seen", "live/visibility"],
  ]),
  ...inFile("live/gateway.ts", "live/room live/speakers", [
    [
      'own === false || (own === "missing" && cookie !== undefined)',
      "own === false",
      "a program with a stolen cookie needs no origin",
      "live/silence api/requests",
    ],
    ["buffered > maxBuffered", "buffered > maxBuffered * 1000", "who reads nothing fills the memory", "live/silence"],
  ]),
  ...inFile("live/speakers.ts", "live/counts", [
    ["if (open >= maxSockets) return false;", "", "one account has any number of sockets"],
    ["if (own.size >= namelessOfAddress) return `nameless:${network}`;", "", "one program is any number of viewers"],
    ["if (device) this.#own[name].spend(`device:${device}`);", "", "a browser without an account says what it wants"],
  ]),
  ...inFile("live/room-events.ts", "live/board live/room", [
    [
      "        room.setStock(event.stock);\n        boards.touch(room.showId);\n",
      "        room.setStock(event.stock);\n",
      "the board does not follow the stock",
    ],
    [
      "return video ? { status, video } : { status };",
      "return { status };",
      "a show that ends keeps its video on",
      "live/room",
    ],
  ]),
];
