import { readdirSync } from "node:fs";

/** Folders of lib that are no noun of the shop: what all of them stand on, and what carries them. */
const grounds = ["api", "boot", "engine", "files", "live", "media", "network", "texts", "words"];
const nouns = readdirSync("lib", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !grounds.includes(entry.name))
  .map(({ name }) => name)
  .join("|");
const pureFile = `^lib/(${nouns})/(schema|policy)\\.ts$|^lib/live/(contract|apply|cues)\\.ts$|^lib/media/(schema|fast/fast-protocol)\\.ts$`;
const forComponents = `^lib/[^/]+/(schema|view)\\.ts$|^lib/addresses/(input|countries|country-form|phone)\\.ts$|^lib/accounts/password-length\\.ts$|^lib/live/(contract|neutral-name|apply|crowd|cues|is-snapshot|socket)\\.ts$|^lib/media/fast/fast-protocol\\.ts$|^lib/(money|rail-names|refusal|text|moment|currencies)\\.ts$|^lib/words/|^lib/files/decode-text\\.ts$|^lib/texts/`;

export default {
  forbidden: [
    rule(
      "no-cycles",
      "Two files that need each other are one file, or a third is missing.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    rule("app-is-the-top", "Routes compose; nothing imports a route.", { pathNot: "^app/" }, { path: "^app/" }),
    rule("lib-knows-no-ui", "lib never imports components.", { path: "^lib/" }, { path: "^components/" }),
    rule(
      "ui-knows-no-domain",
      "components/ui could ship in another product.",
      { path: "^components/ui/" },
      { path: `^components/(?!ui/)|^lib/(${nouns}|engine|live|db|env)` },
    ),
    rule(
      "components-receive-data",
      "Pages load, components render: from lib a component takes only contracts, views, schemas, money and words.",
      { path: "^components/" },
      { path: "^lib/", pathNot: forComponents },
    ),
    rule(
      "watching-is-not-broadcasting",
      "A viewer's page loads the player, a host's the broadcast: what both need is in neither.",
      { path: "^components/media/(player|broadcast)/" },
      { path: "^components/media/", pathNot: "^components/media/$1/" },
    ),
    rule(
      "checkout-knows-no-orders",
      "The sheet is loaded in a room, the pages of orders are not; they stand on it.",
      { path: "^components/preorders/checkout/" },
      { path: "^components/preorders/orders/" },
    ),
    rule(
      "pages-read-through-queries",
      "A page loads through queries and the gate; it writes nothing and sees no table.",
      { path: "^app/" },
      { path: "^lib/db\\.ts$|^prisma/client/|^lib/engine/|^lib/live/(publish|gateway|rooms|boards)\\.ts$" },
    ),
    rule(
      "pure-files-stay-pure",
      "schema, policy and the live contract run in the browser and in tests without a server.",
      { path: pureFile },
      {
        path: "^lib/",
        pathNot:
          "/(schema|view|contract|cues|neutral-name|password-length)\\.ts$|^lib/(money|rail-names|text|moment|currencies|page-cursor)\\.ts$|^lib/words/(locale|reader)\\.ts$",
      },
    ),
    rule(
      "media-knows-no-shop",
      "The video path is framework free: it refuses and logs as the shop does, and knows neither tables nor orders.",
      { path: "^lib/media/" },
      { path: "^lib/(?!media/|(log|moment|error-code|refusal|problem)\\.ts)" },
    ),
    rule(
      "engine-stands-below",
      "Every noun stands on the engine: it knows the database, the live contract and whom to tell, and no noun.",
      { path: "^lib/engine/" },
      {
        path: "^lib/",
        pathNot:
          "^lib/engine/|^lib/live/(contract|apply|neutral-name|publish|boards)\\.ts$|^lib/(db|statements|refusal|money)\\.ts$",
      },
    ),
    rule(
      "only-the-engine-makes-writes",
      "Who makes a Write can forget to announce what it changed: engine.commit and engine.once do both.",
      { pathNot: "^lib/engine/engine\\.ts$" },
      { path: "^lib/engine/write\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "orders-come-in-batches",
      "place-orders announces nothing: orders of buyers go through engine.orders, which does.",
      { path: "^(app|components|lib)/", pathNot: "^lib/engine/" },
      { path: "^lib/engine/(place-orders|announce)\\.ts$" },
    ),
    rule(
      "pages-ask-the-container",
      "What lib uses is handed to it, so that a test may hand it less and two apps may share a process; only pages look it up.",
      { path: "^lib/", pathNot: "^lib/boot/" },
      { path: "^lib/container\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "requests-stop-at-the-edge",
      "next/* only in app and server.ts; use cases run from sockets, jobs and tests.",
      { path: "^lib/" },
      { path: "(^|/)node_modules/next/" },
    ),
    rule(
      "one-socket-server",
      "socket.io is known to one file on each side.",
      { pathNot: "^lib/live/(gateway|socket)\\.ts$|^(tests|bench)/" },
      { path: "(^|/)node_modules/socket\\.io" },
    ),
    rule(
      "only-compose-boots",
      "lib/boot stands above every noun.",
      { path: `^lib/(${nouns}|engine|live|api|media)/` },
      { path: "^lib/boot/", pathNot: "^lib/boot/boot-error\\.ts$" },
    ),
    rule(
      "no-dev-dependencies",
      "Shipped code imports shipped packages.",
      { path: "^(app|components|lib)/|^server\\.ts$" },
      { dependencyTypes: ["npm-dev", "npm-no-pkg"] },
    ),
    rule("resolvable", "The import must exist.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules|prisma/client" },
    exclude: { path: "^\\.next|^prisma/client" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    parser: "swc",
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};

function rule(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}
