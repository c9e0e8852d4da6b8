// The product without its pages.
import { runApp } from "#bench/harness/run-app.ts";

await runApp();
