import { NothingHere } from "#components/shell/nothing-here.tsx";

/** Inside the site's own frame, which stands around it already. */
export default NothingHere;
