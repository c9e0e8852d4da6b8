export { step } from "../../scripts/steps.mjs";
